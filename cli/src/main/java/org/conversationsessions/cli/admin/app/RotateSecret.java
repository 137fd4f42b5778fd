package org.conversationsessions.cli.admin.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives an app a new key and keeps its current one valid. */
@Command(
    name = "rotate-secret",
    description = {
      "Gives an app a new secret and prints it, only this once.",
      "The current secret stays valid until drop-old-secret or the next rotation. An older one is"
          + " removed."
    },
    footer = {
      "",
      "Example: bin/admin rotate-secret cs-…",
      "Then give the clients the new secret, and run: bin/admin drop-old-secret cs-…"
    })
final class RotateSecret extends RegistryCommand {
  @Parameters(paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "For an app with a public key: its new public key, as JSON Web Key.")
  private @Nullable Path publicKey;

  @Mixin private final SecretOption secretOption = new SecretOption();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  RotateSecret(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if (publicKey != null && secretOption.isGiven()) {
      throw new CliException("give --public-key or --secret-stdin, not both");
    }
    String secret = secretOption.secret(context());
    SigningKey key =
        publicKey == null ? new SigningKey.Secret(secret) : PublicKeyFile.read(publicKey);
    App app = registry.changeApp(appId, before -> withNewest(before, key));
    boolean generated = publicKey == null && !secretOption.isGiven();
    if (generated) {
      printHint("Keep the secret: it is shown this once. The previous one stays valid.");
    }
    Map<String, String> result =
        generated ? Map.of("secret", secret) : Map.of("appId", app.appId());
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
              app.appId() + " signs with its own key pair: give the new one with --public-key");
      default -> {
        return withKeys(app, List.of(key, current));
      }
    }
  }

  /** Returns the app with these keys instead of its own, the newest first. */
  static App withKeys(App app, List<SigningKey> keys) {
    return new App(app.appId(), app.account(), app.kind(), app.bots(), app.scopes(), keys);
  }
}
