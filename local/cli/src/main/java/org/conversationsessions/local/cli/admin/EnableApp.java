package org.conversationsessions.local.cli.admin;

import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Enables an app. */
@Command(
    name = "enable-app",
    description = "Takes the tokens of a disabled app again, within seconds.",
    footer = {"", "Example: bin/admin enable-app cs-…"})
final class EnableApp extends Work {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  EnableApp(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Access.requireFound(access.admin().enableApp(appId, true), appId);
    surroundings().out().println(appId);
  }
}
