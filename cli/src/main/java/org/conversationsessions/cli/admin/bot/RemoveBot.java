package org.conversationsessions.cli.admin.bot;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a bot. */
@Command(
    name = "remove-bot",
    description = {
      "Removes a bot. Requests for it get the same answer as for an unknown bot.",
      "Its live sessions still close after inactivity, and its sessions stay stored until they"
          + " expire.",
      "add-bot with the same id and account restores the bot with its settings."
    },
    footer = {"", "Example: bin/admin remove-bot st-…"})
final class RemoveBot extends RegistryCommand {
  @Parameters(paramLabel = "ST", description = "The bot.")
  private String bot = "";

  RemoveBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if (!registry.admin().removeBot(new BotId(bot), context().clock().instant())) {
      throw new CliException("no bot " + bot + ": see bin/admin bots");
    }
    context().out().println(bot);
  }
}
