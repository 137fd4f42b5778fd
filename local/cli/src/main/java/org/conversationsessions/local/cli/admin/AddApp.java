package org.conversationsessions.local.cli.admin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers an app. */
@Command(
    name = "add-app",
    description = {
      "Registers an app and prints its id and, this once, its secret.",
      "Keep the secret: it cannot be shown again, and .local/credentials.json does not get it."
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
final class AddApp extends Work {
  @Option(names = "--account", paramLabel = "A", required = true, description = "Its account.")
  private String account = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      required = true,
      description = "builder (mapped to bots one by one) or admin (all bots of its account).")
  private AppKind kind = AppKind.BUILDER;

  @Option(names = "--app", paramLabel = "CS", description = "Its id. Default: a new one.")
  private @Nullable String appId;

  @Option(
      names = "--bot",
      paramLabel = "ST",
      description = "A bot that it is mapped to; may be repeated. A builder app needs one.")
  private List<String> bots = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeName.class,
      completionCandidates = ScopeName.class,
      description = "What it may do: ${COMPLETION-CANDIDATES}; may be repeated. Default: all.")
  private List<Scope> scopes = new ArrayList<>();

  @Option(names = "--no-scopes", description = "It may do nothing.")
  private boolean noScopes;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "It signs with a key of its own; FILE is the public part as JSON Web Key.")
  private @Nullable Path publicKey;

  @Mixin private final SecretOption secretOption = new SecretOption();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  AddApp(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
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
    access.requireAccount(account);
    access.admin().requireKey();
    NewNames names = new NewNames(surroundings().random());
    String secret = secretOption.secret(surroundings());
    App app =
        new App(
            appId == null ? names.app() : appId,
            account,
            kind,
            bots.stream().map(bot -> access.requireBot(bot, account)).collect(Collectors.toSet()),
            chosenScopes(),
            List.of(
                publicKey == null ? new SigningKey.Secret(secret) : PublicKeyFile.read(publicKey)));
    if (!access.admin().registerApp(app)) {
      throw new CliException(
          "the app " + app.appId() + " is registered already: choose another id");
    }
    Map<String, String> result = new LinkedHashMap<>();
    result.put("appId", app.appId());
    if (publicKey == null && !secretOption.isGiven()) {
      result.put("secret", secret);
      tell("Keep the secret: it is shown this once.");
    }
    if (json) {
      printJson(result);
    } else {
      printLines(result);
    }
  }

  private Set<Scope> chosenScopes() {
    if (noScopes) {
      return Set.of();
    }
    return scopes.isEmpty() ? Set.of(Scope.values()) : Set.copyOf(scopes);
  }
}
