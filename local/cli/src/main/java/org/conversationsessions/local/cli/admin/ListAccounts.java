package org.conversationsessions.local.cli.admin;

import java.util.Set;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists accounts. */
@Command(
    name = "accounts",
    description = "Lists accounts. Reads the whole registry.",
    footer = {"", "Example: bin/admin accounts --json"})
final class ListAccounts extends Work {
  @Option(names = "--json", description = "Print a JSON array of names.")
  private boolean json;

  ListAccounts(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Set<String> accounts = access.admin().accounts();
    if (json) {
      printJson(accounts);
    } else {
      accounts.forEach(surroundings().out()::println);
    }
  }
}
