package org.conversationsessions.local.cli.admin;

import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists bots. */
@Command(
    name = "bots",
    description = "Lists bots, of one account or of all.",
    footer = {"", "Example: bin/admin bots --account acme"})
final class ListBots extends Work {
  @Option(names = "--account", paramLabel = "A", description = "Only this account's.")
  private @Nullable String account;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListBots(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    List<Bot> bots;
    if (account == null) {
      bots =
          access
              .registry()
              .bots(
                  unreadable ->
                      surroundings().err().println("left out: " + unreadable.getMessage()));
    } else {
      access.requireAccount(account);
      bots = access.registry().botsOf(account);
    }
    if (json) {
      printJson(bots.stream().map(ListBots::fields).toList());
      return;
    }
    TextTable table = new TextTable("BOT", "ACCOUNT");
    bots.forEach(bot -> table.row(bot.id().value(), bot.account()));
    table.print(surroundings().out());
  }

  private static Map<String, String> fields(Bot bot) {
    return Map.of("bot", bot.id().value(), "account", bot.account());
  }
}
