package org.conversationsessions.local.cli.admin;

import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers a bot. */
@Command(
    name = "add-bot",
    description = "Registers a bot with the default settings and prints its id.",
    footer = {"", "Example: bin/admin add-bot --account acme"})
final class AddBot extends Work {
  @Option(names = "--account", paramLabel = "A", required = true, description = "Its account.")
  private String account = "";

  @Option(
      names = "--bot",
      paramLabel = "ST",
      description =
          "Its id: st- and 1 to 64 letters, digits, hyphens or underscores. Default: a new one.")
  private @Nullable String bot;

  AddBot(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    access.requireAccount(account);
    BotId id = bot == null ? new NewNames(surroundings().random()).bot() : new BotId(bot);
    if (!access.admin().registerBot(id, account)) {
      throw new CliException("the bot " + id + " is registered already: choose another id");
    }
    surroundings().out().println(id);
  }
}
