package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The commands for operators of accounts (contract, section 19). */
class OperatorCommandsIT extends AdminCommandTests {
  @Test
  void addsListsAndRemovesOperators() throws Exception {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-bot", "--account", "acme", "--bot", "st-b");

    assertThat(
            ok(
                "add-operator",
                "Ada@Example.com",
                "--account",
                "acme",
                "--id",
                "e-7",
                "--role",
                "App Owner",
                "--bot",
                "st-a",
                "--role",
                "App Tester",
                "--bot",
                "st-b"))
        .isEqualTo("ada@example.com");
    ok("add-operator", "bob@example.com", "--account", "acme", "--admin");

    assertThat(ok("operators", "--account", "acme").lines())
        .containsExactly(
            "OPERATOR         ID               ADMIN  ROLES",
            "ada@example.com  e-7              no     App Owner of st-a, App Tester of st-b",
            "bob@example.com  bob@example.com  yes    -");
    JsonNode listed = json(ok("operators", "--account", "acme", "--json"));
    assertThat(listed.path(0).path("id").asText()).isEqualTo("e-7");
    assertThat(listed.path(0).path("roles").path("st-b").asText()).isEqualTo("App Tester");
    assertThat(listed.path(1).path("admin").asBoolean()).isTrue();

    ok(
        "add-operator",
        "ada@example.com",
        "--account",
        "acme",
        "--role",
        "App Developer",
        "--bot",
        "st-b");
    assertThat(ok("operators", "--account", "acme"))
        .contains("e-7              no     App Owner of st-a, App Developer of st-b");

    ok("remove-operator", "ADA@example.com", "--account", "acme");
    assertThat(ok("operators", "--account", "acme").lines()).hasSize(2);
    assertThat(failed("remove-operator", "ada@example.com", "--account", "acme"))
        .contains("no operator ada@example.com: see bin/admin operators --account acme");
  }

  @Test
  void refusesUnknownAccountsBotsRolesAndNames() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "base", "--bot", "st-b");

    assertThat(failed("operators", "--account", "none")).contains("no account none");
    assertThat(failed("add-operator", "a@b", "--account", "none")).contains("no account none");
    assertThat(failed("remove-operator", "a@b", "--account", "none")).contains("no account none");
    assertThat(
            failed(
                "add-operator", "a@b", "--account", "acme", "--role", "App Owner", "--bot", "st-b"))
        .contains("another account");
    assertThat(failed("add-operator", "ada", "--account", "acme")).contains("e-mail address");
    assertThat(
            harness.run(
                AdminCommand::commandLine,
                "add-operator",
                "a@b",
                "--account",
                "acme",
                "--role",
                "Boss",
                "--bot",
                "st-b"))
        .isEqualTo(2);
    assertThat(harness.err()).contains("App Owner, App Developer, App Tester");
    assertThat(
            harness.run(
                AdminCommand::commandLine,
                "add-operator",
                "a@b",
                "--account",
                "acme",
                "--bot",
                "st-b"))
        .isEqualTo(2);
    assertThat(harness.err()).contains("--role");
  }
}
