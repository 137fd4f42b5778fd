package org.conversationsessions.cli.admin.app;

import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Enables a disabled app. */
@Command(
    name = "enable-app",
    description = "Enables a disabled app: within seconds its tokens are accepted again.",
    footer = {"", "Example: bin/admin enable-app cs-…"})
final class EnableApp extends RegistryCommand {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  EnableApp(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    RegistryConnection.requireFound(registry.admin().enableApp(appId, true), appId);
    context().out().println(appId);
  }
}
