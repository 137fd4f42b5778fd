package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.PiiPattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: bin/admin import-bot and export-bot")
class MoveCommandsIT extends AdminCommandTests {
  private static final String SECRET = CommandHarness.secret("s");

  private String definition;

  @BeforeEach
  void writeDefinition() {
    definition =
        harness
            .write(
                "botDefinition.json",
                """
                {"_id":"st-kore","dialogs":[{"name":"Book"}],"name":"Travel","defaultLanguage":"de",
                "sessionInactiveTime":1200000,"sessionClosureProcess":0,"skipSessionMessage":false,
                "clearAllAuthTokens":true,"strict_pii":true,
                "runCustomScript":{"enable":true,"script":"koreUtil.ClearAuthProfiles('crm');"},
                "pii_patterns":[{"pii_type":"Email","regex":"a@b","enabled":true},
                {"pii_type":"Odd","regex":"(?=x)","enabled":false}]}
                """)
            .toString();
    ok("add-account", "acme");
  }

  @Test
  void oneCommandMovesABotWithItsAppAndSecret() throws Exception {
    String config = harness.write("config.json", "{\"name\":\"Travel Pro\"}").toString();
    harness.input(SECRET + "\n");
    JsonNode report =
        json(
            ok(
                "import-bot",
                "--account",
                "acme",
                "--definition",
                definition,
                "--config",
                config,
                "--bot",
                "st-kore",
                "--app",
                "cs-kore",
                "--app-secret-stdin",
                "--json"));

    Bot bot = registry.bot("st-kore").orElseThrow();
    assertThat(bot.account()).isEqualTo("acme");
    assertThat(bot.name()).contains("Travel Pro");
    assertThat(bot.settings().inactivity()).isEqualTo(Duration.ofMinutes(20));
    assertThat(bot.settings().proactivelyClose()).isFalse();
    assertThat(bot.settings().defaultLanguage()).isEqualTo("de");
    assertThat(bot.settings().clearAuthProfiles()).isTrue();
    assertThat(bot.settings().messages().piiRedaction().enabled()).isTrue();
    assertThat(bot.settings().messages().piiRedaction().patterns())
        .extracting(PiiPattern::piiType)
        .containsExactly("Email");
    App app = registry.app("cs-kore").orElseThrow();
    assertThat(app.kind()).isEqualTo(AppKind.BUILDER);
    assertThat(app.bots()).containsExactly(new BotId("st-kore"));
    assertThat(app.scopes()).isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(app.keys()).containsExactly(new SigningKey.Secret(SECRET));
    assertThat(report.path("bot").asText()).isEqualTo("st-kore");
    assertThat(report.path("app").asText()).isEqualTo("cs-kore");
    assertThat(report.path("taken").toString()).contains("sessionInactiveTime", "pii_patterns");
    assertThat(report.path("leftOut").path(0).asText())
        .startsWith("the pattern \"Odd\" was left out: regex: cannot be read");
    assertThat(report.path("leftOut").path(1).asText()).startsWith("dialogs");
    assertThat(report.path("toDo").toString()).doesNotContain("add-app");
    assertThat(report.toString()).doesNotContain(SECRET);
  }

  @Test
  void itMayBeRunAgainAndMapsAKnownAppToAnotherBot() {
    importWithApp("st-a", "cs-kore", SECRET);
    ok("name-bot", "st-a", "Mine");
    importWithApp("st-a", "cs-kore", SECRET);
    importWithApp("st-b", "cs-kore", SECRET);

    assertThat(registry.bot("st-a").orElseThrow().name()).contains("Mine");
    assertThat(registry.app("cs-kore").orElseThrow().bots())
        .containsExactlyInAnyOrder(new BotId("st-a"), new BotId("st-b"));
    harness.input(CommandHarness.secret("x"));
    assertThat(
            failed(
                "import-bot",
                "--account",
                "acme",
                "--definition",
                definition,
                "--bot",
                "st-a",
                "--app",
                "cs-kore",
                "--app-secret-stdin"))
        .contains("registered already, with another account, kind or secret");
  }

  @Test
  void withoutAnAppItSaysHowToAddOne() {
    String report = ok("import-bot", "--account", "acme", "--definition", definition);

    assertThat(report.lines().findFirst().orElseThrow()).matches("bot {6}st-[0-9a-f-]{36}");
    assertThat(report).contains("to do    register the app", "docs/moving-from-kore.md");
  }

  @Test
  void nothingIsRegisteredIfSomethingIsWrong() {
    String bad = harness.write("bad.json", "{\"sessionInactiveTime\":\"soon\"}").toString();
    String none = harness.root().resolve("none.json").toString();

    assertThat(failed("import-bot", "--account", "acme", "--definition", bad))
        .contains("cannot be imported: sessionInactiveTime: must be an integer");
    assertThat(failed("import-bot", "--account", "acme", "--definition", none))
        .contains("cannot be read");
    assertThat(failed("import-bot", "--account", "base", "--definition", definition))
        .contains("no account base");
    assertThat(failed("import-bot", "--account", "acme", "--definition", definition, "--app", "cs"))
        .contains("go together");
    harness.input("short");
    assertThat(
            failed(
                "import-bot",
                "--account",
                "acme",
                "--definition",
                definition,
                "--app",
                "cs-a",
                "--app-secret-stdin"))
        .contains("5 bytes");
    assertThat(ok("bots").lines()).hasSize(1);
  }

  @Test
  void exportAndImportAreTheIdentity() {
    ok("import-bot", "--account", "acme", "--definition", definition, "--bot", "st-a");
    String exported = ok("export-bot", "st-a");
    String file = harness.write("exported.json", exported).toString();
    ok("import-bot", "--account", "acme", "--definition", file, "--bot", "st-b");

    assertThat(ok("export-bot", "st-b")).isEqualTo(exported);
    assertThat(exported).contains("\"sessionInactiveTime\":1200000", "\"manageSessions\":{");
    assertThat(failed("export-bot", "st-none")).contains("no bot st-none");
  }

  private void importWithApp(String bot, String app, String secret) {
    harness.input(secret);
    ok(
        "import-bot",
        "--account",
        "acme",
        "--definition",
        definition,
        "--bot",
        bot,
        "--app",
        app,
        "--app-secret-stdin");
  }
}
