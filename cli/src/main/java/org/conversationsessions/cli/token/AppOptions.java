package org.conversationsessions.cli.token;

import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.LocalApp;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.cli.SecretInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the app whose tokens are signed. */
public final class AppOptions {
  @Option(
      names = "--app",
      paramLabel = "CS",
      description =
          "The app (cs-…). Its secret is read from .local/credentials.json unless it is given.")
  private @Nullable String app;

  @Option(
      names = "--secret",
      paramLabel = "S",
      description =
          "The app's secret. Other users of this machine may see it: prefer --secret-stdin.")
  private @Nullable String secret;

  @Option(
      names = "--secret-stdin",
      description = "Read the app's secret from the first line of standard input.")
  private boolean secretFromInput;

  /** For picocli. */
  public AppOptions() {}

  /** Returns whether an option names the app. */
  public boolean isNamed() {
    return app != null;
  }

  /** Returns whether the secret is read from standard input. */
  public boolean usesInput() {
    return secretFromInput;
  }

  /**
   * Returns the app that the options name.
   *
   * @param defaultApp the app to use if no option names one
   * @throws CliException if the app is unknown or the options contradict each other
   */
  public SigningApp choose(CommandContext context, Supplier<LocalApp> defaultApp) {
    Optional<String> given = givenSecret(context);
    if (app == null) {
      if (given.isPresent()) {
        throw new CliException("a secret is given but no app: name it with --app");
      }
      LocalApp found = defaultApp.get();
      return new SigningApp(found.appId(), found.secret());
    }
    String named = app;
    return new SigningApp(named, given.orElseGet(() -> localSecret(named, context)));
  }

  private Optional<String> givenSecret(CommandContext context) {
    if (secret != null && secretFromInput) {
      throw new CliException("give --secret or --secret-stdin, not both");
    }
    if (!secretFromInput) {
      return Optional.ofNullable(secret);
    }
    return Optional.of(SecretInput.firstLine(context));
  }

  private static String localSecret(String app, CommandContext context) {
    return LocalCredentials.read(context.credentialsFile())
        .app(app)
        .map(LocalApp::secret)
        .orElseThrow(
            () ->
                new CliException(
                    app
                        + " is not in .local/credentials.json: give its secret with --secret-stdin,"
                        + " or see bin/token --list"));
  }
}
