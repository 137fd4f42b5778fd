package org.conversationsessions.cli.admin.bot;

import java.util.List;
import java.util.Map;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.Bot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists bots. */
@Command(
    name = "bots",
    description = "Lists bots, of one account or of all accounts.",
    footer = {"", "Example: bin/admin bots --account acme"})
final class ListBots extends RegistryCommand {
  @Option(names = "--account", paramLabel = "A", description = "List only this account's bots.")
  private @Nullable String account;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListBots(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    List<Bot> bots;
    if (account == null) {
      bots =
          registry.reader().bots(unreadable -> printHint("left out: " + unreadable.getMessage()));
    } else {
      registry.requireAccount(account);
      bots = registry.reader().botsOf(account);
    }
    if (json) {
      printJson(bots.stream().map(ListBots::properties).toList());
      return;
    }
    TextTable table = new TextTable("BOT", "ACCOUNT", "NAME");
    bots.forEach(bot -> table.row(bot.id().value(), bot.account(), bot.name().orElse("")));
    table.print(context().out());
  }

  private static Map<String, String> properties(Bot bot) {
    return Map.of("bot", bot.id().value(), "account", bot.account(), "name", bot.name().orElse(""));
  }
}
