package org.conversationsessions.local.cli.admin;

import java.util.List;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a rotation: only the newest secret stays valid. */
@Command(
    name = "drop-old-secret",
    description = {
      "Ends a rotation: tokens that the older secret or key signed are refused.",
      "The functions know of it within half a minute, as of every change."
    },
    footer = {"", "Example: bin/admin drop-old-secret cs-…"})
final class DropOldSecret extends Work {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  DropOldSecret(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    App app = access.changeApp(appId, DropOldSecret::withoutOld);
    surroundings().out().println(app.appId());
  }

  private static App withoutOld(App app) {
    if (app.keys().size() == 1) {
      throw new CliException(
          app.appId() + " has one secret only: rotate it first with rotate-secret");
    }
    return RotateSecret.withKeys(app, List.of(app.keys().getFirst()));
  }
}
