package org.conversationsessions.local.cli.admin;

import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes an app. */
@Command(
    name = "remove-app",
    description = {
      "Removes an app, with its secrets, for good. Its tokens are refused within half a minute.",
      "To refuse them for a while only, use disable-app."
    },
    footer = {"", "Example: bin/admin remove-app cs-…"})
final class RemoveApp extends Work {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  RemoveApp(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Access.requireFound(access.admin().removeApp(appId), appId);
    surroundings().out().println(appId);
  }
}
