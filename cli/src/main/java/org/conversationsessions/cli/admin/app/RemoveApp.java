package org.conversationsessions.cli.admin.app;

import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an app. */
@Command(
    name = "remove-app",
    description = {
      "Removes an app and its secrets for good. Its tokens are refused within half a minute.",
      "To refuse them only for a while, use disable-app."
    },
    footer = {"", "Example: bin/admin remove-app cs-…"})
final class RemoveApp extends RegistryCommand {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  RemoveApp(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    RegistryConnection.requireFound(registry.admin().removeApp(appId), appId);
    context().out().println(appId);
  }
}
