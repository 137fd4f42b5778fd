package org.conversationsessions.cli.admin.bot;

import java.util.List;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.TargetOptions;

/** The commands on bots. */
public final class BotCommands {
  private BotCommands() {}

  /** Returns the commands in the order of the help. */
  public static List<RegistryCommand> of(TargetOptions target, CommandContext context) {
    return List.of(
        new ListBots(target, context),
        new AddBot(target, context),
        new NameBot(target, context),
        new SetShards(target, context),
        new RemoveBot(target, context),
        new ExportBot(target, context),
        new ImportBot(target, context));
  }
}
