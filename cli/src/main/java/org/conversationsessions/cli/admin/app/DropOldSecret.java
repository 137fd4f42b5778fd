package org.conversationsessions.cli.admin.app;

import java.util.List;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an app's older key, which ends a rotation. */
@Command(
    name = "drop-old-secret",
    description = {
      "Ends a rotation: tokens signed with the older secret or key are refused.",
      "It takes effect within half a minute."
    },
    footer = {"", "Example: bin/admin drop-old-secret cs-…"})
final class DropOldSecret extends RegistryCommand {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  DropOldSecret(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    App app = registry.changeApp(appId, DropOldSecret::withoutOld);
    context().out().println(app.appId());
  }

  private static App withoutOld(App app) {
    if (app.keys().size() == 1) {
      throw new CliException(
          app.appId() + " has only one secret: rotate it first with rotate-secret");
    }
    return RotateSecret.withKeys(app, List.of(app.keys().getFirst()));
  }
}
