package org.conversationsessions.cli.admin.account;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Registers an account. */
@Command(
    name = "add-account",
    description = "Registers an account and prints its name.",
    footer = {"", "Example: bin/admin add-account acme"})
final class AddAccount extends RegistryCommand {
  @Parameters(
      paramLabel = "NAME",
      description = "The account's name: 1 to 64 letters, digits, underscores, dots or hyphens.")
  private String name = "";

  AddAccount(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if (!registry.admin().registerAccount(name)) {
      throw new CliException("the account " + name + " is registered already: choose another name");
    }
    context().out().println(name);
  }
}
