package org.conversationsessions.cli.admin.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.IdentifierGenerator;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers an app. */
@Command(
    name = "add-app",
    description = {
      "Registers an app and prints its id and its secret.",
      "Keep the secret: it is shown only this once, and it is not added to"
          + " .local/credentials.json."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin add-app --account acme --kind builder --bot st-…",
      "  bin/admin add-app --account acme --kind admin --scope bot_sessions:read",
      "  bin/admin add-app --account acme --kind builder --bot st-… --public-key jwk.json",
      "  bin/admin add-app --account acme --kind builder --bot st-… --app cs-… --secret-stdin <"
          + " s.txt"
    })
final class AddApp extends RegistryCommand {
  @Option(
      names = "--account",
      paramLabel = "A",
      required = true,
      description = "The app's account.")
  private String account = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description =
          "builder (for the bots that it is mapped to) or admin (for all bots of its account).")
  private AppKind kind = AppKind.BUILDER;

  @Option(
      names = "--app",
      paramLabel = "CS",
      description = "The app's id. Default: a new random id.")
  private @Nullable String appId;

  @Option(
      names = "--bot",
      paramLabel = "ST",
      description = "A bot to map the app to; repeatable. A builder app needs at least one.")
  private List<String> bots = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeName.class,
      completionCandidates = ScopeName.class,
      description =
          "A scope of the app: ${COMPLETION-CANDIDATES}; repeatable. Default: all that the kind can"
              + " have.")
  private List<Scope> scopes = new ArrayList<>();

  @Option(names = "--no-scopes", description = "Give the app no scopes.")
  private boolean noScopes;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "The public key that verifies the app's tokens, as JSON Web Key.")
  private @Nullable Path publicKey;

  @Mixin private final SecretOption secretOption = new SecretOption();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  AddApp(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    checkOptions();
    registry.requireAccount(account);
    registry.admin().requireKey();
    String secret = secretOption.secret(context());
    App app =
        new App(
            appId == null ? new IdentifierGenerator(context().random()).app() : appId,
            account,
            kind,
            bots.stream().map(bot -> registry.requireBot(bot, account)).collect(Collectors.toSet()),
            chosenScopes(),
            List.of(
                publicKey == null ? new SigningKey.Secret(secret) : PublicKeyFile.read(publicKey)));
    if (!registry.admin().registerApp(app)) {
      throw new CliException(
          "the app " + app.appId() + " is registered already: choose another id");
    }
    Map<String, String> result = new LinkedHashMap<>();
    result.put("appId", app.appId());
    if (publicKey == null && !secretOption.isGiven()) {
      result.put("secret", secret);
      printHint("Keep the secret: it is shown this once.");
    }
    if (json) {
      printJson(result);
    } else {
      printLines(result);
    }
  }

  private void checkOptions() {
    if (kind == AppKind.ADMIN && !bots.isEmpty()) {
      throw new CliException("an admin app reaches all bots of its account: leave out --bot");
    }
    if (kind == AppKind.BUILDER && bots.isEmpty()) {
      throw new CliException(
          "a builder app reaches only the bots that it is mapped to: name one or more with --bot"
              + " (see bin/admin bots --account "
              + account
              + ")");
    }
    if (publicKey != null && secretOption.isGiven()) {
      throw new CliException("give --public-key or --secret-stdin, not both");
    }
    if (noScopes && !scopes.isEmpty()) {
      throw new CliException("give --scope or --no-scopes, not both");
    }
  }

  private Set<Scope> chosenScopes() {
    if (noScopes) {
      return Set.of();
    }
    return scopes.isEmpty() ? Scope.allOf(kind) : Set.copyOf(scopes);
  }
}
