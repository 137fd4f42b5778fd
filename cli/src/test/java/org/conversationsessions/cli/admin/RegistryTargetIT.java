package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which registry and which key a command works with. */
class RegistryTargetIT extends AdminCommandTests {
  @Test
  void findsTheKeyInTheDataFolder(@TempDir Path data) {
    harness.write(".local/secrets-key", "another key, which is long enough to be one");
    new CommandHarness(data).write("secrets-key", KEY);
    ok("add-account", "acme");

    ok(
        "--data",
        data.toString(),
        "add-app",
        "--account",
        "acme",
        "--kind",
        "admin",
        "--app",
        "cs-d");

    assertThat(keys("cs-d")).hasSize(1);
    assertThat(failed("apps")).contains("cannot be read").contains("SECRETS_KEY");
    assertThat(failed("accounts", "--data", data.resolve("none").toString()))
        .contains("--data DIR");
  }

  @Test
  void reportsThatTheDatabaseDoesNotAnswer() {
    harness.withCredentials("http://127.0.0.1:1", "http://127.0.0.1:1");

    assertThat(failed("accounts"))
        .isEqualTo(
            "error: the database does not answer: start the service with bin/local, or name a"
                + " deployment with --stack");
  }

  @Test
  void reportsThatTheTableIsMissing() {
    removeTable();

    assertThat(failed("accounts")).contains("table was not found");
    assertThat(failed("add-account", "acme")).contains("table was not found");
  }

  @Test
  void refusesContradictoryTargetOptions() {
    assertThat(failed("accounts", "--registry-table", "t")).contains("give both");
    assertThat(failed("accounts", "--secrets-key-id", "t")).contains("give both");
    assertThat(failed("accounts", "--stack", "s", "--registry-table", "t")).contains("not both");
    assertThat(failed("accounts", "--stack", "s", "--data", "d")).contains("leave it out");
  }

  @Test
  void refusesAKeyOtherThanTheStoredOne() throws Exception {
    ok("add-account", "acme");
    String app =
        json(ok("add-app", "--account", "acme", "--kind", "admin", "--json"))
            .path("appId")
            .asText();
    List<SigningKey> before = keys(app);
    harness.write(".local/secrets-key", "another key ".repeat(4) + "\n");

    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-new"))
        .containsPattern("sealed with key [0-9a-f]{8}, and SECRETS_KEY here is key [0-9a-f]{8}")
        .contains("docs/operating.md");
    assertThat(failed("rotate-secret", app)).contains("sealed with key");
    assertThat(failed("apps", "--account", "acme")).contains("sealed with key");

    assertThat(registry.app("cs-new")).isEmpty();
    assertThat(keys(app)).isEqualTo(before);
  }
}
