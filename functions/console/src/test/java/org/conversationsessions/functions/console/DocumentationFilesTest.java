package org.conversationsessions.functions.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 13: the API's documentation")
class DocumentationFilesTest {
  private static final ConsoleEndpoint ENDPOINT =
      new ConsoleEndpoint(DocumentationFiles.load(), DocumentationFiles.POLICY);

  @Test
  void theDocumentIsThatOfTheProject() throws IOException {
    HttpResponse document = answer("/openapi.yaml");

    assertThat(document.headers())
        .containsEntry("content-type", "application/yaml; charset=utf-8")
        .containsEntry("cache-control", "no-cache");
    assertThat(text(document))
        .isEqualTo(
            Files.readString(Path.of(System.getProperty("project.root"), "docs", "openapi.yaml")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void thePageNamesItsOwnFilesAlone(String path) {
    HttpResponse page = answer(path);
    List<String> named =
        Pattern.compile("(?:src|href)=\"([^\"]*)\"")
            .matcher(text(page))
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.startsWith("data:"))
            .toList();

    assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    assertThat(named)
        .contains("/docs/docs.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js")
        .allSatisfy(name -> assertThat(answer(name).status()).as(name).isEqualTo(200));
    assertThat(text(page))
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|https?://");
  }

  @Test
  void thePolicyAllowsTheOwnHostAlone() {
    assertThat(answer("/docs").headers())
        .containsEntry(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors"
                + " 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/index.html",
        "/docs/swagger-initializer.js",
        "/docs/swagger-ui-es-bundle.js",
        "/docs/../openapi.yaml",
        "/docs/openapi.yaml",
        "/docsx",
        "/openapi.yaml/"
      })
  void anotherPathIsUnknown(String path) {
    assertThat(outcome(path)).isEqualTo(ApiError.notFound());
  }

  @Test
  void withoutTheConsoleItsPathsAreUnknownAndTheDocumentationIsThere() throws IOException {
    ConsoleHandler handler = new ConsoleHandler(false);

    for (String method : List.of("GET", "HEAD", "POST")) {
      assertThat(invoke(handler, method, "/console")).contains("\"statusCode\":404");
    }
    assertThat(invoke(handler, "GET", "/docs")).contains("\"statusCode\":200");
    assertThat(invoke(handler, "GET", "/openapi.yaml")).contains("\"statusCode\":200");
    assertThat(invoke(handler, "POST", "/openapi.yaml"))
        .contains("\"statusCode\":405", "\"allow\":\"GET, HEAD\"");
  }

  private static String invoke(ConsoleHandler handler, String method, String path)
      throws IOException {
    return new FakeContext()
        .invoke(handler, Events.event(method, path, Map.of()).utf8Text().orElseThrow());
  }

  private static HttpResponse answer(String path) {
    return (HttpResponse) outcome(path);
  }

  private static HttpOutcome outcome(String path) {
    return ENDPOINT.answer(
        new HttpRequest("GET", path, Map.of(), Map.of(), Map.of(), Bytes.EMPTY, "id-1"));
  }

  private static String text(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
