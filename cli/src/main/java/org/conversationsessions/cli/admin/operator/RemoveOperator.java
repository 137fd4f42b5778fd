package org.conversationsessions.cli.admin.operator;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes an operator from an account. */
@Command(
    name = "remove-operator",
    description = {
      "Removes an operator from an account, with all roles.",
      "To take away one role, remove the operator and add the others again."
    },
    footer = {"", "Example: bin/admin remove-operator ada@example.com --account acme"})
final class RemoveOperator extends RegistryCommand {
  @Parameters(paramLabel = "NAME", description = "The e-mail address, in any case.")
  private String username = "";

  @Option(names = "--account", paramLabel = "A", required = true, description = "The account.")
  private String account = "";

  RemoveOperator(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    registry.requireAccount(account);
    if (!registry.operatorAdmin().remove(account, username)) {
      throw new CliException(
          "no operator " + username + ": see bin/admin operators --account " + account);
    }
    context().out().println(username);
  }
}
