package org.conversationsessions.cli.admin.bot;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names a bot. */
@Command(
    name = "name-bot",
    description = "Sets what people call a bot, as the console shows it.",
    footer = {"", "Example: bin/admin name-bot st-… \"Parcel service\""})
final class NameBot extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "ST", description = "The bot.")
  private String bot = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "The name, at most 128 characters. An empty one removes the name.")
  private String name = "";

  NameBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if (!registry.admin().nameBot(new BotId(bot), name)) {
      throw new CliException("no bot " + bot + ": see bin/admin bots");
    }
  }
}
