package org.conversationsessions.local.cli.admin;

import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a bot. */
@Command(
    name = "remove-bot",
    description = {
      "Removes a bot: calls for it are answered as for an unknown bot.",
      "Its live sessions still close after inactivity, and its sessions are kept for the"
          + " retention.",
      "add-bot with the same id and account brings it back, with its settings."
    },
    footer = {"", "Example: bin/admin remove-bot st-…"})
final class RemoveBot extends Work {
  @Parameters(paramLabel = "ST", description = "The bot.")
  private String bot = "";

  RemoveBot(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    if (!access.admin().removeBot(new BotId(bot), surroundings().clock().instant())) {
      throw new CliException("no bot " + bot + ": see bin/admin bots");
    }
    surroundings().out().println(bot);
  }
}
