package org.conversationsessions.local.cli.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an app a new secret while the one before stays valid. */
@Command(
    name = "rotate-secret",
    description = {
      "Gives an app a new secret and prints it, this once.",
      "The secret until now stays valid until drop-old-secret or the next rotation.",
      "One before that goes."
    },
    footer = {"", "Example: bin/admin rotate-secret cs-… && bin/admin drop-old-secret cs-…"})
final class RotateSecret extends Work {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description =
          "For an app that signs with a key of its own: its new public key as JSON Web Key.")
  private @Nullable Path publicKey;

  @Mixin private final SecretOption secretOption = new SecretOption();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  RotateSecret(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    if (publicKey != null && secretOption.isGiven()) {
      throw new CliException("give --public-key or --secret-stdin, not both");
    }
    String secret = secretOption.secret(surroundings());
    SigningKey key =
        publicKey == null ? new SigningKey.Secret(secret) : PublicKeyFile.read(publicKey);
    App app = access.changeApp(appId, before -> withNewest(before, key));
    boolean made = publicKey == null && !secretOption.isGiven();
    if (made) {
      tell("Keep the secret: it is shown this once. The one until now stays valid.");
    }
    Map<String, String> result = made ? Map.of("secret", secret) : Map.of("appId", app.appId());
    if (json) {
      printJson(result);
    } else {
      printLines(result);
    }
  }

  private static App withNewest(App app, SigningKey key) {
    SigningKey current = app.keys().getFirst();
    switch (current) {
      case SigningKey.Secret secret when key instanceof SigningKey.PublicKey ->
          throw new CliException(app.appId() + " signs with a secret: leave out --public-key");
      case SigningKey.PublicKey old when key instanceof SigningKey.Secret ->
          throw new CliException(
              app.appId() + " signs with a key of its own: give the new one with --public-key");
      default -> {
        return withKeys(app, List.of(key, current));
      }
    }
  }

  static App withKeys(App app, List<SigningKey> keys) {
    return new App(app.appId(), app.account(), app.kind(), app.bots(), app.scopes(), keys);
  }
}
