package org.conversationsessions.functions.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

@DisplayName("contract, section 17: the console")
class ConsoleHandlerTest {
  private static final Path FOLDER = Path.of("src/main/resources/console");
  private static final ConsoleFiles FILES = ConsoleFiles.load();
  private static final ConsoleEndpoint ENDPOINT = new ConsoleEndpoint(FILES);

  @Test
  void theListOfFilesIsTheFolder() throws IOException {
    try (Stream<Path> found = Files.walk(FOLDER)) {
      assertThat(ConsoleFiles.own())
          .containsExactlyInAnyOrderElementsOf(
              found
                  .filter(Files::isRegularFile)
                  .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                  .filter(name -> !name.equals("index.html") && !name.equals("files.txt"))
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console", "/console/"})
  void thePageIsAskedForAgainEachTime(String path) {
    HttpResponse page = answer("GET", path, Map.of(), Map.of());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("cache-control", "no-cache")
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("vary", "accept-encoding");
    assertThat(text(page)).startsWith("<!doctype html>").doesNotContain("{{");
  }

  @Test
  void thePolicyAllowsTheOwnHostAndTheImportMapByItsHash() throws Exception {
    HttpResponse page = answer("GET", "/console", Map.of(), Map.of());
    Matcher inline =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
            .matcher(text(page));
    assertThat(inline.find()).isTrue();
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(inline.group(1).getBytes(UTF_8)));

    assertThat(page.headers())
        .containsEntry(
            "content-security-policy",
            "default-src 'none'; script-src 'self' 'sha256-"
                + hash
                + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src"
                + " 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html");
  }

  @Test
  void nothingInThePageNeedsWhatThePolicyRefuses() {
    // Scripts without a source, but the import map; handlers and styles in attributes; other hosts.
    assertThat(text(answer("GET", "/console", Map.of(), Map.of())))
        .doesNotContainPattern("<script(?![^>]*(?: src=|type=\"importmap\"))")
        .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|https?://");
  }

  @Test
  void everyModuleThatIsImportedIsInTheImportMapAndEveryPathOfTheMapIsAFileForEver() {
    String page = text(answer("GET", "/console", Map.of(), Map.of()));
    Map<String, String> imports = new TreeMap<>();
    Matcher entry = Pattern.compile("\"([^\"]+)\":\"(/console/[^\"?]+\\?v=[^\"]+)\"").matcher(page);
    while (entry.find()) {
      imports.put(entry.group(1), entry.group(2));
    }
    assertThat(imports).containsKeys("lit", "lit/directives/repeat.js", "@lit/reactive-element");
    imports
        .values()
        .forEach(
            path -> {
              String[] parts = path.split("\\?v=");
              HttpResponse module = answer("GET", parts[0], Map.of("v", parts[1]), Map.of());
              assertThat(module.status()).as(path).isEqualTo(200);
              assertThat(module.headers())
                  .as(path)
                  .containsEntry("content-type", "text/javascript; charset=utf-8")
                  .containsEntry("cache-control", "public, max-age=31536000, immutable");
              imported(text(module))
                  .forEach(
                      name ->
                          assertThat(imports)
                              .as("imported by " + path)
                              .containsKey(resolved(parts[0], name)));
            });
  }

  @Test
  void everyFileOfThePageExists() {
    Matcher used =
        Pattern.compile("(?:href|src)=\"(/[^\"?]+)\\?v=([^\"]+)\"")
            .matcher(text(answer("GET", "/console", Map.of(), Map.of())));
    int found = 0;
    while (used.find()) {
      found++;
      assertThat(answer("GET", used.group(1), Map.of("v", used.group(2)), Map.of()).headers())
          .containsEntry("cache-control", "public, max-age=31536000, immutable");
    }
    assertThat(found).isPositive();
  }

  @Test
  void aFileWithoutItsVersionOrWithAnotherOneIsAskedForAgain() {
    String path = FILES.files().keySet().iterator().next();
    for (Map<String, String> query : List.of(Map.<String, String>of(), Map.of("v", "another"))) {
      assertThat(answer("GET", path, query, Map.of()).headers())
          .containsEntry("cache-control", "no-cache");
    }
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String tag = header(answer("GET", "/console", Map.of(), Map.of()), "etag");
    for (String sent : List.of(tag, "\"x\", " + tag, "*")) {
      HttpResponse same = answer("GET", "/console", Map.of(), Map.of("if-none-match", sent));
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.body().size()).isZero();
      assertThat(same.headers())
          .containsEntry("etag", tag)
          .containsEntry("cache-control", "no-cache")
          .doesNotContainKey("content-type");
    }
    assertThat(answer("GET", "/console", Map.of(), Map.of("if-none-match", "W/\"x\"")).status())
        .isEqualTo(200);
  }

  @Test
  void aVersionIsOfTheContent() {
    StaticFile one = StaticFile.of("a.js", Bytes.utf8("1"));
    assertThat(one.version()).hasSize(16);
    assertThat(StaticFile.of("b.css", Bytes.utf8("1")).version()).isEqualTo(one.version());
    assertThat(StaticFile.of("a.js", Bytes.utf8("2")).version()).isNotEqualTo(one.version());
  }

  @Test
  void headIsAnsweredWithoutABody() {
    HttpResponse head = answer("HEAD", "/console", Map.of(), Map.of());
    assertThat(head.body().size()).isZero();
    assertThat(head.headers()).isEqualTo(answer("GET", "/console", Map.of(), Map.of()).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/index.html",
        "/console/files.txt",
        "/console/../console",
        "/console/../../etc/passwd",
        "/console/%2e%2e/files.txt",
        "/console//etc/passwd",
        "/console/lib",
        "/console/lib/",
        "/console/lib/lit/package.json",
        "/console/lib/lit/3.2.1/index.js",
        "/console/lib/lit-html/development/lit-html.js",
        "/console/META-INF/MANIFEST.MF",
        "/console/org/conversationsessions/functions/console/ConsoleHandler.class",
        "/console/\u0000",
        "/consolex"
      })
  void anotherPathIsUnknown(String path) {
    assertThat(outcome("GET", path, Map.of(), Map.of())).isEqualTo(ApiError.notFound());
  }

  @Test
  void anotherMethodIsRefusedByTheHandler() throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      assertThat(invoke(method, Map.of()))
          .contains("\"statusCode\":405", "\"allow\":\"GET, HEAD\"", "Method Not Allowed");
    }
  }

  @Test
  void theBodyIsCompressedForWhoTakesIt() throws IOException {
    assertThat(invoke("GET", Map.of("accept-encoding", "gzip, deflate, br")))
        .contains(
            "\"content-encoding\":\"gzip\"", "\"isBase64Encoded\":true", "\"statusCode\":200");
    assertThat(invoke("GET", Map.of()))
        .doesNotContain("content-encoding")
        .contains("\"isBase64Encoded\":false", "<!doctype html>");
  }

  @Test
  void aPageThatNamesAnUnknownFileDoesNotStart() {
    assertThatThrownBy(() -> ConsolePage.of("{{missing.js}}", FILES.files()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the page names /console/missing.js, which is no file");
    assertThatThrownBy(() -> StaticFile.of("a.exe", Bytes.EMPTY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no media type is known for a.exe");
  }

  private static String invoke(String method, Map<String, String> headers) throws IOException {
    return new FakeContext()
        .invoke(
            new ConsoleHandler(true),
            Events.event(method, "/console", headers).utf8Text().orElseThrow());
  }

  /** The specifiers of a module's static and dynamic imports. A name in quotes is no keyword. */
  private static List<String> imported(String module) {
    return Pattern.compile("(?:(?<![\"'])\\bfrom|\\bimport)\\s*\\(?\\s*[\"']([^\"']+)[\"']")
        .matcher(module)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** What a browser looks up in the import map. */
  private static String resolved(String from, String specifier) {
    return specifier.startsWith(".")
        ? Path.of(from).resolveSibling(specifier).normalize().toString().replace('\\', '/')
        : specifier;
  }

  private static HttpResponse answer(
      String method, String path, Map<String, String> query, Map<String, String> headers) {
    return (HttpResponse) outcome(method, path, query, headers);
  }

  private static HttpOutcome outcome(
      String method, String path, Map<String, String> query, Map<String, String> headers) {
    return ENDPOINT.answer(
        new HttpRequest(method, path, Map.of(), query, headers, Bytes.EMPTY, "id-1"));
  }

  private static String header(HttpResponse response, String name) {
    return String.valueOf(response.headers().get(name));
  }

  private static String text(HttpResponse response) {
    return response.body().utf8Text().orElseThrow();
  }
}
