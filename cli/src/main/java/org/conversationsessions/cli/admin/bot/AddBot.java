package org.conversationsessions.cli.admin.bot;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.IdentifierGenerator;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.BotId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registers a bot. */
@Command(
    name = "add-bot",
    description = "Registers a bot with the default settings and prints its id.",
    footer = {"", "Example: bin/admin add-bot --account acme"})
final class AddBot extends RegistryCommand {
  @Option(
      names = "--account",
      paramLabel = "A",
      required = true,
      description = "The bot's account.")
  private String account = "";

  @Option(
      names = "--bot",
      paramLabel = "ST",
      description =
          "The bot's id: st- and 1 to 64 letters, digits, hyphens or underscores. Default: a new"
              + " random id.")
  private @Nullable String bot;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call the bot, at most 128 characters. Default: no name.")
  private String name = "";

  AddBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    registry.requireAccount(account);
    BotId id = bot == null ? new IdentifierGenerator(context().random()).bot() : new BotId(bot);
    if (!registry.admin().registerBot(id, account)) {
      throw new CliException("the bot " + id + " is registered already: choose another id");
    }
    if (!name.isEmpty()) {
      registry.admin().nameBot(id, name);
    }
    context().out().println(id);
  }
}
