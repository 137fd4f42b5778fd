package org.conversationsessions.local.cli.admin;

import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Disables an app. */
@Command(
    name = "disable-app",
    description = {
      "Refuses an app's tokens, within half a minute, until enable-app.",
      "It keeps its bots, scopes and secrets."
    },
    footer = {"", "Example: bin/admin disable-app cs-…"})
final class DisableApp extends Work {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  DisableApp(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Access.requireFound(access.admin().enableApp(appId, false), appId);
    surroundings().out().println(appId);
  }
}
