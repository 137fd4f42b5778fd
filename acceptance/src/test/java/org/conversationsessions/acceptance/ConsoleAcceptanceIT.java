package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 17: the console, as browsers get it")
class ConsoleAcceptanceIT {
  private static final Client CLIENT = Client.shared();

  @ParameterizedTest
  @ValueSource(strings = {"/console", "/console/"})
  void thePageComesWithoutATokenAndWithItsPolicy(String path) {
    Answer page = CLIENT.send("GET", path, "");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.header("cache-control")).contains("no-cache");
    assertThat(page.header("referrer-policy")).contains("no-referrer");
    assertThat(page.header("x-content-type-options")).contains("nosniff");
    assertThat(page.header("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self' 'sha256-")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "connect-src 'self'")
        .doesNotContain("unsafe", "http");
    assertThat(page.text()).startsWith("<!doctype html>");
  }

  @Test
  void everyFileThatThePageNamesIsKeptForEver() {
    Set<String> paths = new TreeSet<>();
    Matcher named =
        Pattern.compile("\"(/console/[^\"]+\\?v=[^\"]+)\"")
            .matcher(CLIENT.send("GET", "/console", "").text());
    while (named.find()) {
      paths.add(named.group(1));
    }
    assertThat(paths).anyMatch(path -> path.contains(".css?")).anyMatch(p -> p.contains(".js?"));
    for (String path : paths) {
      Answer file = CLIENT.send("GET", path, "");
      assertThat(file.status()).as(path).isEqualTo(200);
      assertThat(file.header("cache-control"))
          .as(path)
          .contains("public, max-age=31536000, immutable");
      assertThat(file.header("x-content-type-options")).as(path).contains("nosniff");
      assertThat(CLIENT.send("GET", path.replaceAll("\\?.*", "?v=old"), "").header("cache-control"))
          .as(path)
          .contains("no-cache");
    }
  }

  @Test
  void whatABrowserHasIsNotSentAgain() {
    String tag = CLIENT.send("GET", "/console", "").header("etag").orElseThrow();

    Answer same = CLIENT.send("GET", "/console", "", "if-none-match", tag);

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.header("etag")).contains(tag);
  }

  @Test
  void textIsCompressedForWhoTakesIt() {
    Answer plain = CLIENT.send("GET", "/console/lib/lit-html/lit-html.js", "");
    Answer compressed =
        CLIENT.send(
            "GET", "/console/lib/lit-html/lit-html.js", "", "accept-encoding", "gzip, deflate, br");

    assertThat(plain.header("content-encoding")).isEmpty();
    assertThat(compressed.header("content-encoding")).contains("gzip");
    assertThat(compressed.header("vary")).contains("accept-encoding");
    assertThat(compressed.body().length).isLessThan(plain.body().length / 2 + 200);
    assertThat(compressed.text()).isEqualTo(plain.text());
  }

  @Test
  @DisplayName("contract, section 13: the API's documentation")
  void theDocumentAndItsPageComeWithoutAToken() throws IOException {
    Answer document = CLIENT.send("GET", "/openapi.yaml", "", "accept-encoding", "gzip");
    Answer page = CLIENT.send("GET", "/docs/", "");

    assertThat(document.header("content-type")).contains("application/yaml; charset=utf-8");
    assertThat(document.text())
        .isEqualTo(
            Files.readString(Path.of(System.getProperty("project.root"), "docs", "openapi.yaml")));
    assertThat(page.header("content-security-policy").orElseThrow()).doesNotContain("unsafe");
    assertThat(page.text()).contains("/docs/swagger-ui-bundle.js");
    assertThat(CLIENT.send("GET", "/docs/swagger-ui-bundle.js", "").body().length)
        .isGreaterThan(1_000_000);
    assertThat(CLIENT.send("GET", "/docs/x", "").brief()).isEqualTo(Expected.NOT_FOUND);
  }

  @Test
  void headHasTheHeadersAlone() {
    Answer head = CLIENT.send("HEAD", "/console", "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("etag")).isEqualTo(CLIENT.send("GET", "/console", "").header("etag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/unknown.js",
        "/console/index.html",
        "/console/files.txt",
        "/console//etc/passwd",
        "/console/lib/lit/package.json",
        "/console/lib/lit/development/index.js",
        "/console/org/conversationsessions/functions/console/ConsoleHandler.class",
        "/consoles",
        "/console/..%2f..%2fetc%2fpasswd",
        "/console/%5c..%5cfiles.txt"
      })
  void anotherPathIsUnknown(String path) {
    assertThat(CLIENT.send("GET", path, "").brief()).isEqualTo(Expected.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../../etc/passwd",
        "/console/lib/../files.txt",
        "/console/./",
        "/console/%2e%2e/%2e%2e/etc/passwd",
        "/console/files.txt%00.js"
      })
  void dotsAndZeroBytesInAPathLeadNowhere(String path) throws IOException {
    assertThat(
            RawHttp.exchange(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        // What leaves the root is refused before a function runs.
        .containsPattern("^HTTP/1.1 40[04] ");
  }

  @Test
  void anotherMethodIs405() {
    for (String method : new String[] {"POST", "PUT", "DELETE"}) {
      Answer answer = CLIENT.send(method, "/console", "");
      assertThat(answer.brief()).isEqualTo(Expected.METHOD_NOT_ALLOWED);
      assertThat(answer.header("allow")).contains("GET, HEAD");
    }
  }

  @Test
  void aDeploymentMayLeaveTheConsoleOut() {
    try (LocalService without = RunningService.start(Map.of("Console", "false"))) {
      Client client = new Client(without);
      for (String path : new String[] {"/console", "/console/", "/console/console.js"}) {
        assertThat(client.send("GET", path, "").brief()).isEqualTo(Expected.NOT_FOUND);
        assertThat(client.send("POST", path, "").brief()).isEqualTo(Expected.NOT_FOUND);
      }
      assertThat(client.send("GET", "/openapi.yaml", "").status()).isEqualTo(200);
      assertThat(client.send("GET", "/api/public/bot/st-1/getSessions", "").brief())
          .isEqualTo(Expected.METHOD_NOT_ALLOWED);
    }
  }
}
