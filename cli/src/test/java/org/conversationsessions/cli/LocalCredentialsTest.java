package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCredentialsTest {
  @TempDir Path root;

  @Test
  void readsWhatTheLocalServiceWrites() {
    new CommandHarness(root).withCredentials("http://127.0.0.1:8080", "http://127.0.0.1:8000");

    LocalCredentials read = LocalCredentials.read(root.resolve(".local/credentials.json"));

    assertThat(read.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(read.dynamodbUrl()).isEqualTo(URI.create("http://127.0.0.1:8000"));
    assertThat(read.accounts()).extracting(LocalAccount::account).containsExactly("one", "two");
    assertThat(read.apps().map(LocalApp::appId))
        .containsExactly("cs-builder", "cs-idle", "cs-admin");
    assertThat(read.app("cs-idle"))
        .map(LocalApp::scopes)
        .hasValueSatisfying(s -> assertThat(s).isEmpty());
    assertThat(read.app("cs-nobody")).isEmpty();
  }

  @Test
  void hidesSecretsInItsText() {
    new CommandHarness(root).withCredentials("http://127.0.0.1:8080", "http://127.0.0.1:8000");

    LocalCredentials read = LocalCredentials.read(root.resolve(".local/credentials.json"));

    assertThat(read.toString()).contains("cs-builder").doesNotContain(CommandHarness.secret("b"));
  }

  @Test
  void advisesToStartTheServiceIfThereIsNoFile() {
    assertThatThrownBy(() -> LocalCredentials.read(root.resolve("none.json")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("start the service with bin/local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"url\":\"http://x\",\"dynamodbUrl\":\"http://y\"}",
        "{\"url\":\"http://x\",\"accounts\":[]}",
        "{\"url\":\"a b\",\"dynamodbUrl\":\"http://y\",\"accounts\":[]}",
        "{\"url\":\"http://x\",\"dynamodbUrl\":\"http://y\",\"accounts\":[{}]}"
      })
  void refusesAnythingElse(String text) {
    Path file = new CommandHarness(root).write("other.json", text);

    assertThatThrownBy(() -> LocalCredentials.read(file))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("restart bin/local");
  }

  @Test
  void reportsAnUnreadableFile() {
    assertThatThrownBy(() -> LocalCredentials.read(root))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot be read");
  }
}
