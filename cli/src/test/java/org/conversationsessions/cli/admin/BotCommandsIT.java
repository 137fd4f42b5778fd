package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.Test;

/** The commands for accounts and bots. */
class BotCommandsIT extends AdminCommandTests {
  @Test
  void registersAnAccountABotAndAnApp() throws Exception {
    ok("add-account", "acme");
    assertThat(harness.out()).isEqualTo("acme");
    String bot = ok("add-bot", "--account", "acme");
    assertThat(bot).matches("st-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    JsonNode made =
        json(ok("add-app", "--account", "acme", "--kind", "builder", "--bot", bot, "--json"));

    assertThat(harness.err()).contains("shown this once");
    App app = registry.app(made.path("appId").asText()).orElseThrow();
    String secret = made.path("secret").asText();
    assertThat(secret).matches("[A-Za-z0-9_-]{64}");
    assertThat(app.account()).isEqualTo("acme");
    assertThat(app.kind()).isEqualTo(AppKind.BUILDER);
    assertThat(app.bots()).containsExactly(new BotId(bot));
    assertThat(app.scopes()).isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(app.keys()).containsExactly(new SigningKey.Secret(secret));
    assertThat(registry.bot(bot)).isPresent();
  }

  @Test
  void listsWhatIsRegisteredWithoutSecrets() throws Exception {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-bot", "--account", "base", "--bot", "st-b");
    String secret =
        json(ok(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "builder",
                "--app",
                "cs-a",
                "--bot",
                "st-a",
                "--scope",
                "bot_sessions:read",
                "--json"))
            .path("secret")
            .asText();
    ok("add-app", "--account", "base", "--kind", "admin", "--app", "cs-b", "--no-scopes");

    assertThat(ok("accounts").lines()).containsExactly("acme", "base");
    assertThat(json(ok("accounts", "--json"))).hasSize(2);
    assertThat(ok("bots").lines())
        .containsExactly("BOT   ACCOUNT  NAME", "st-a  acme     -", "st-b  base     -");
    assertThat(ok("bots", "--account", "base").lines())
        .containsExactly("BOT   ACCOUNT  NAME", "st-b  base     -");
    assertThat(json(ok("bots", "--json")).path(1).path("bot").asText()).isEqualTo("st-b");
    assertThat(ok("apps").lines()).hasSize(3);
    assertThat(harness.out()).contains("cs-a").contains("cs-b").doesNotContain(secret);
    assertThat(ok("apps", "--account", "acme")).contains("cs-a").doesNotContain("cs-b");
    JsonNode apps = json(ok("apps", "--json"));
    assertThat(apps).hasSize(2);
    assertThat(apps.path(0).path("bots").path(0).asText()).isEqualTo("st-a");
    assertThat(apps.path(0).path("keyCount").asInt()).isEqualTo(1);
    assertThat(harness.out()).doesNotContain(secret);
  }

  @Test
  void removesABotAndRestoresItOnlyForItsAccount() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-a", "--bot", "st-a");

    assertThat(ok("remove-bot", "st-a")).isEqualTo("st-a");
    assertThat(registry.bot("st-a")).isEmpty();
    assertThat(ok("bots").lines()).hasSize(1);
    assertThat(failed("remove-bot", "st-a")).contains("no bot st-a: see bin/admin bots");
    assertThat(failed("map-bot", "cs-a", "st-a")).contains("no bot st-a");
    assertThat(failed("set-shards", "st-a", "--shards", "4")).contains("no bot st-a");
    assertThat(failed("add-bot", "--account", "base", "--bot", "st-a"))
        .contains("registered already");

    assertThat(ok("add-bot", "--account", "acme", "--bot", "st-a")).isEqualTo("st-a");
    assertThat(registry.bot("st-a")).isPresent();
  }

  @Test
  void namesABotAndTakesTheNameAway() throws Exception {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-a", "--name", "Parcels");
    assertThat(registry.bot("st-a").orElseThrow().name()).contains("Parcels");
    assertThat(ok("bots")).contains("st-a  acme     Parcels");

    ok("name-bot", "st-a", "Letters");
    assertThat(registry.bot("st-a").orElseThrow().name()).contains("Letters");
    assertThat(json(ok("bots", "--json")).path(0).path("name").asText()).isEqualTo("Letters");
    ok("name-bot", "st-a", "");
    assertThat(registry.bot("st-a").orElseThrow().name()).isEmpty();

    assertThat(failed("name-bot", "st-nobody", "x")).contains("no bot st-nobody: see bin/admin");
    assertThat(failed("name-bot", "st-a", "x".repeat(129))).contains("at most 128 characters");
    assertThat(failed("name-bot", "st-a", "a\nb")).contains("no control characters");
  }

  @Test
  void setsTheShardsOfABotFromAFutureDay() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-busy");
    LocalDate today = LocalDate.ofInstant(CommandHarness.NOW, ZoneOffset.UTC);
    LocalDate later = today.plusDays(9);

    ok("set-shards", "st-busy", "--shards", "8", "--from", later.toString());
    assertThat(harness.out()).isEqualToIgnoringNewLines(later + " 8");
    ok("set-shards", "st-busy", "--shards", "2", "--from", later.minusDays(2).toString());
    assertThat(harness.out()).isEqualToIgnoringNewLines(later.minusDays(2) + " 2");
    ok("set-shards", "st-busy", "--shards", "4", "--from", later.toString());
    assertThat(harness.out()).contains(later.minusDays(2) + " 2").contains(later + " 4");

    assertThat(failed("set-shards", "st-busy", "--shards", "4", "--from", today.toString()))
        .contains("begin in an hour or later");
    assertThat(failed("set-shards", "st-nobody", "--shards", "4"))
        .contains("no bot st-nobody: see bin/admin bots");
    assertThat(failed("set-shards", "st-busy", "--shards", "65")).contains("1 to 64 shards");
  }

  @Test
  void refusesDuplicatesAndBotsOfOtherAccounts() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "base", "--bot", "st-b");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a");
    List<SigningKey> before = keys("cs-a");

    assertThat(failed("add-account", "acme")).contains("registered already");
    assertThat(failed("add-bot", "--account", "acme", "--bot", "st-b"))
        .contains("registered already");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a"))
        .contains("registered already");
    assertThat(keys("cs-a")).isEqualTo(before);
    assertThat(failed("add-app", "--account", "acme", "--kind", "builder", "--bot", "st-b"))
        .contains("another account");
    assertThat(failed("add-bot", "--account", "none")).contains("bin/admin add-account");
    assertThat(failed("add-app", "--account", "none", "--kind", "admin"))
        .contains("no account none");
    assertThat(failed("bots", "--account", "none")).contains("no account none");
    assertThat(failed("apps", "--account", "none")).contains("no account none");
    assertThat(failed("rotate-secret", "cs-x")).contains("no app cs-x");
    assertThat(failed("rotate-secret", "st-b")).contains("no app st-b");
    assertThat(failed("drop-old-secret", "")).contains("error: ");
  }
}
