package org.conversationsessions.cli.admin.bot;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.api.settings.DefinitionWriter;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.ManagedSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a bot's settings as a bot definition. */
@Command(
    name = "export-bot",
    description = {
      "Writes a bot's settings to standard output as a bot definition, by Kore.ai's names.",
      "An import of it, by bin/admin import-bot or the API, sets the same settings."
    },
    footer = {"", "Example: bin/admin export-bot st-… > botDefinition.json"})
final class ExportBot extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "ST", description = "The bot.")
  private String bot = "";

  ExportBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    Bot found =
        registry
            .reader()
            .bot(bot)
            .orElseThrow(() -> new CliException("no bot " + bot + ": see bin/admin bots"));
    ManagedSettings settings =
        registry
            .settings()
            .read(found.id())
            .orElseThrow(() -> new CliException("no bot " + bot + ": see bin/admin bots"));
    byte[] definition = DefinitionWriter.of(found.name(), settings).toArray();
    context().out().println(new String(definition, StandardCharsets.UTF_8));
  }
}
