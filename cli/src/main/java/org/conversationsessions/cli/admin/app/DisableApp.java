package org.conversationsessions.cli.admin.app;

import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Disables an app. */
@Command(
    name = "disable-app",
    description = {
      "Disables an app: within half a minute its tokens are refused, until enable-app.",
      "It keeps its bots, scopes and secrets."
    },
    footer = {"", "Example: bin/admin disable-app cs-…"})
final class DisableApp extends RegistryCommand {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  DisableApp(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    RegistryConnection.requireFound(registry.admin().enableApp(appId, false), appId);
    context().out().println(appId);
  }
}
