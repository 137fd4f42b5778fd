package org.conversationsessions.local.cli.admin;

import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Registers an account. */
@Command(
    name = "add-account",
    description = "Registers an account.",
    footer = {"", "Example: bin/admin add-account acme"})
final class AddAccount extends Work {
  @Parameters(
      paramLabel = "NAME",
      description = "1 to 64 letters, digits, underscores, dots or hyphens.")
  private String name = "";

  AddAccount(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    if (!access.admin().registerAccount(name)) {
      throw new CliException("the account " + name + " is registered already: choose another name");
    }
    surroundings().out().println(name);
  }
}
