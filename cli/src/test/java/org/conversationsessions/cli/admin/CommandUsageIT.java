package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Help, wrong usage and invalid names. */
class CommandUsageIT extends AdminCommandTests {
  @Test
  void suggestsACommandForAnUnknownOneEvenWithHelp() {
    for (String[] line :
        List.of(
            new String[] {"remove-ap"},
            new String[] {"remove-ap", "--help"},
            new String[] {"--help", "remove-ap"},
            new String[] {"remove-ap", "-h", "cs-x"})) {
      assertThat(harness.run(AdminCommand::commandLine, line))
          .as(String.join(" ", line))
          .isEqualTo(2);
      assertThat(harness.err())
          .startsWith("error: there is no command remove-ap: did you mean remove-app")
          .endsWith("(see bin/admin --help)");
      assertThat(harness.out()).isEmpty();
    }
    assertThat(harness.run(AdminCommand::commandLine, "show", "sesion", "--help")).isEqualTo(2);
    assertThat(harness.err()).contains("did you mean session").contains("bin/admin show --help");
  }

  @Test
  void refusesInvalidNames() {
    ok("add-account", "acme");

    assertThat(failed("add-account", "a#b")).contains("1 to 64 letters");
    assertThat(failed("add-bot", "--account", "acme", "--bot", "7")).contains("st-");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "7"))
        .contains("cs-");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--bot", "st-b"))
        .contains("leave out --bot");
    assertThat(
            failed(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "admin",
                "--no-scopes",
                "--scope",
                "bot_sessions:read"))
        .contains("not both");
    assertThat(ok("apps").lines()).hasSize(1);
  }

  @Test
  void answersWrongUsageWithStatusTwo() {
    assertThat(harness.run(AdminCommand::commandLine)).isEqualTo(2);
    assertThat(harness.err()).isEqualTo("error: which command? (see bin/admin --help)");
    assertThat(harness.run(AdminCommand::commandLine, "add-bot")).isEqualTo(2);
    assertThat(harness.err()).contains("--account").contains("bin/admin add-bot --help");
    assertThat(harness.run(AdminCommand::commandLine, "add-app", "--account", "a", "--kind", "x"))
        .isEqualTo(2);
    assertThat(
            harness.run(
                AdminCommand::commandLine,
                "add-app",
                "--account",
                "a",
                "--kind",
                "admin",
                "--scope",
                "x"))
        .isEqualTo(2);
    assertThat(harness.err())
        .contains("bot_sessions:read, bot_sessions:write")
        .doesNotContain("\n");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command :
        List.of(
            "accounts",
            "bots",
            "apps",
            "add-account",
            "add-bot",
            "add-app",
            "rotate-secret",
            "drop-old-secret",
            "map-bot",
            "set-shards",
            "name-bot",
            "set-scopes",
            "disable-app",
            "enable-app",
            "remove-app",
            "remove-bot",
            "operators",
            "add-operator",
            "remove-operator",
            "show",
            "show conversation",
            "show session",
            "show counts",
            "recount",
            "export")) {
      String[] line = (command + " --help").split(" ");
      assertThat(harness.run(AdminCommand::commandLine, line)).as(command).isZero();
      assertThat(harness.out())
          .contains("Usage: bin/admin " + command)
          .contains("xample")
          .contains("--stack");
      assertThat(harness.out().lines()).as(command).allMatch(each -> each.length() <= 100);
      assertThat(harness.run(AdminCommand::commandLine, "--help")).isZero();
      assertThat(harness.out()).contains("  " + command.split(" ")[0]);
    }
  }
}
