package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.Test;

/** The commands for apps, except for those of their keys. */
class AppCommandsIT extends AdminCommandTests {
  @Test
  void registersTheGivenIdScopesAndKind() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-mine");
    String said =
        ok(
            "add-app",
            "--account",
            "acme",
            "--kind",
            "ADMIN",
            "--app",
            "cs-mine",
            "--scope",
            "bot_sessions:read");

    assertThat(said.lines()).hasSize(2).first().isEqualTo("appId    cs-mine");
    App app = registry.app("cs-mine").orElseThrow();
    assertThat(app.kind()).isEqualTo(AppKind.ADMIN);
    assertThat(app.scopes()).containsExactly(Scope.READ);

    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-none", "--no-scopes");
    assertThat(registry.app("cs-none").orElseThrow().scopes()).isEmpty();
  }

  @Test
  void refusesABuilderAppThatCouldCallNothing() {
    ok("add-account", "acme");

    assertThat(failed("add-app", "--account", "acme", "--kind", "builder"))
        .contains("name one or more with --bot")
        .contains("bin/admin bots --account acme");
    assertThat(ok("apps").lines()).hasSize(1);
  }

  @Test
  void mapsBotsToABuilderAppAndRemovesTheMappings() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-bot", "--account", "acme", "--bot", "st-b");
    ok("add-bot", "--account", "base", "--bot", "st-c");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-m", "--bot", "st-b");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-n");

    assertThat(ok("map-bot", "cs-m", "st-b", "st-a").lines()).containsExactly("st-a", "st-b");
    assertThat(ok("map-bot", "--remove", "cs-m", "st-a")).isEqualTo("st-b");
    assertThat(registry.app("cs-m").orElseThrow().bots()).containsExactly(new BotId("st-b"));
    assertThat(failed("map-bot", "cs-m", "st-c")).contains("another account");
    assertThat(failed("map-bot", "cs-m", "st-x")).contains("no bot st-x");
    assertThat(failed("map-bot", "cs-n", "st-a")).contains("admin app");
    assertThat(failed("map-bot", "cs-x", "st-a")).contains("no app cs-x: see bin/admin apps");
    assertThat(ok("map-bot", "--remove", "cs-m", "st-b")).isEmpty();
    assertThat(harness.err()).contains("mapped to no bot now");
  }

  @Test
  void losesNoConcurrentChange() throws Exception {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-first");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-m", "--bot", "st-first");
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String bot = "st-" + i;
      ok("add-bot", "--account", "acme", "--bot", bot);
      CommandHarness another = new CommandHarness(root);
      changes.add(() -> another.run(AdminCommand::commandLine, "map-bot", "cs-m", bot));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> change : threads.invokeAll(changes)) {
        assertThat(change.get()).isZero();
      }
    }

    assertThat(registry.app("cs-m").orElseThrow().bots()).hasSize(17);
  }

  @Test
  void setsAnAppsScopesAndAddsToThem() {
    ok("add-account", "acme");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-s", "--no-scopes");

    assertThat(ok("set-scopes", "cs-s", "bot_sessions:read")).isEqualTo("bot_sessions:read");
    assertThat(ok("set-scopes", "--add", "cs-s", "bot_sessions:write").lines())
        .containsExactly("bot_sessions:read", "bot_sessions:write");
    assertThat(ok("set-scopes", "cs-s", "bot_sessions:write")).isEqualTo("bot_sessions:write");
    assertThat(registry.app("cs-s").orElseThrow().scopes()).containsExactly(Scope.WRITE);
    assertThat(ok("set-scopes", "--none", "cs-s")).isEmpty();
    assertThat(registry.app("cs-s").orElseThrow().scopes()).isEmpty();

    assertThat(failed("set-scopes", "cs-s")).contains("--none");
    assertThat(failed("set-scopes", "--none", "cs-s", "bot_sessions:read")).contains("--none");
    assertThat(failed("set-scopes", "cs-x", "bot_sessions:read")).contains("no app cs-x");
    assertThat(harness.run(AdminCommand::commandLine, "set-scopes", "cs-s", "everything"))
        .isEqualTo(2);
    assertThat(harness.err()).contains("bot_sessions:read, bot_sessions:write");
  }

  @Test
  void refusesAScopeThatTheKindOfAppCannotHave() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-mine");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a");
    ok("add-app", "--account", "acme", "--kind", "builder", "--bot", "st-mine", "--app", "cs-b");
    assertThat(registry.app("cs-a").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));

    assertThat(failed("set-scopes", "--add", "cs-a", "delete_conversations:delete"))
        .contains("the admin app cs-a cannot have delete_conversations:delete");
    assertThat(failed("set-scopes", "cs-b", "chat_history:read", "delete:delete_user_data"))
        .contains("the builder app cs-b cannot have delete:delete_user_data");
    assertThat(
            failed(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "builder",
                "--bot",
                "st-mine",
                "--app",
                "cs-c",
                "--scope",
                "delete:delete_user_data"))
        .contains("the builder app cs-c cannot have delete:delete_user_data");

    assertThat(registry.app("cs-a").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));
    assertThat(registry.app("cs-b").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(registry.app("cs-c")).isEmpty();
    assertThat(ok("set-scopes", "cs-b", "chat_history:read", "delete_conversations:delete").lines())
        .containsExactly("chat_history:read", "delete_conversations:delete");
  }

  @Test
  void disablesEnablesAndRemovesApps() throws Exception {
    ok("add-account", "acme");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-d");
    List<SigningKey> before = keys("cs-d");

    assertThat(ok("disable-app", "cs-d")).isEqualTo("cs-d");
    assertThat(registry.app("cs-d")).isEmpty();
    assertThat(ok("apps")).contains("disabled");
    assertThat(json(ok("apps", "--json")).path(0).path("enabled").isBoolean()).isTrue();
    assertThat(json(harness.out()).path(0).path("enabled").asBoolean()).isFalse();
    ok("set-scopes", "cs-d", "bot_sessions:read");
    assertThat(registry.app("cs-d")).as("a change enables nothing").isEmpty();
    assertThat(ok("enable-app", "cs-d")).isEqualTo("cs-d");
    assertThat(keys("cs-d")).isEqualTo(before);

    assertThat(ok("remove-app", "cs-d")).isEqualTo("cs-d");
    assertThat(registry.app("cs-d")).isEmpty();
    for (String command : List.of("remove-app", "disable-app", "enable-app")) {
      assertThat(failed(command, "cs-d")).contains("no app cs-d: see bin/admin apps");
    }
  }
}
