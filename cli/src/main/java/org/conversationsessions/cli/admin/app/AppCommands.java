package org.conversationsessions.cli.admin.app;

import java.util.List;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.TargetOptions;

/** The commands on apps. */
public final class AppCommands {
  private AppCommands() {}

  /** Returns the commands in the order of the help. */
  public static List<RegistryCommand> of(TargetOptions target, CommandContext context) {
    return List.of(
        new ListApps(target, context),
        new AddApp(target, context),
        new MapBot(target, context),
        new SetScopes(target, context),
        new RotateSecret(target, context),
        new DropOldSecret(target, context),
        new DisableApp(target, context),
        new EnableApp(target, context),
        new RemoveApp(target, context));
  }
}
