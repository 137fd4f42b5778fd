package org.conversationsessions.local.cli.token;

import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.LocalApp;
import org.conversationsessions.local.cli.LocalCredentials;
import org.conversationsessions.local.cli.SecretInput;
import org.conversationsessions.local.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which app's tokens are made. */
public final class AppOptions {
  @Option(
      names = "--app",
      paramLabel = "CS",
      description = "The app (cs-…); its secret is taken from .local/credentials.json.")
  private @Nullable String app;

  @Option(
      names = "--secret",
      paramLabel = "S",
      description = "The app's secret. Others on this machine may see it: prefer --secret-stdin.")
  private @Nullable String secret;

  @Option(
      names = "--secret-stdin",
      description = "Read the app's secret from the first line of standard input.")
  private boolean secretFromInput;

  /** For picocli. */
  public AppOptions() {}

  /** Whether an option names the app. */
  public boolean isNamed() {
    return app != null;
  }

  /** Whether the secret takes standard input. */
  public boolean usesInput() {
    return secretFromInput;
  }

  /**
   * The app that the options name.
   *
   * @param otherwise the app to take from the credentials when no option names one
   * @throws CliException if there is no such app, or the options contradict each other
   */
  public SigningApp choose(Surroundings surroundings, Supplier<LocalApp> otherwise) {
    Optional<String> given = givenSecret(surroundings);
    if (app == null) {
      if (given.isPresent()) {
        throw new CliException("a secret is given but no app: name it with --app");
      }
      LocalApp found = otherwise.get();
      return new SigningApp(found.appId(), found.secret());
    }
    String named = app;
    return new SigningApp(named, given.orElseGet(() -> knownSecret(named, surroundings)));
  }

  private Optional<String> givenSecret(Surroundings surroundings) {
    if (secret != null && secretFromInput) {
      throw new CliException("give --secret or --secret-stdin, not both");
    }
    if (!secretFromInput) {
      return Optional.ofNullable(secret);
    }
    return Optional.of(SecretInput.firstLine(surroundings));
  }

  private static String knownSecret(String app, Surroundings surroundings) {
    return LocalCredentials.read(surroundings.credentialsFile())
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
