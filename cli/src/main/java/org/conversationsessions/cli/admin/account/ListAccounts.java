package org.conversationsessions.cli.admin.account;

import java.util.Set;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists accounts. */
@Command(
    name = "accounts",
    description = "Lists all accounts. Reads the whole registry table.",
    footer = {"", "Example: bin/admin accounts --json"})
final class ListAccounts extends RegistryCommand {
  @Option(names = "--json", description = "Print a JSON array of names.")
  private boolean json;

  ListAccounts(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    Set<String> accounts = registry.admin().accounts();
    if (json) {
      printJson(accounts);
    } else {
      accounts.forEach(context().out()::println);
    }
  }
}
