package org.conversationsessions.cli.admin.bot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.IdentifierGenerator;
import org.conversationsessions.cli.SecretInput;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Moves a bot from Kore.ai: registers it, sets its settings, and registers its app. Each of these
 * can be repeated, so a command that failed half-way is run again.
 */
@Command(
    name = "import-bot",
    description = {
      "Registers a bot with the settings of a bot definition that Kore.ai or export-bot wrote, and"
          + " with the app that calls for it.",
      "Prints what was taken, what was left out, and what remains to be done. With --bot it may be"
          + " run again, for example if it failed half-way."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin import-bot --account acme --definition botDefinition.json",
      "  bin/admin import-bot --account acme --bot st-… --definition botDefinition.json"
          + " --config config.json --app cs-… --app-secret-stdin < secret.txt"
    })
final class ImportBot extends RegistryCommand {
  private static final String IGNORED =
      "dialogs, training data, knowledge, variables, functions and templates: this service keeps"
          + " sessions, not conversations' logic";

  @Option(
      names = "--account",
      paramLabel = "A",
      required = true,
      description = "The bot's account.")
  private String account = "";

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      required = true,
      description = "The bot definition, botDefinition.json.")
  private Path definition = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration that was exported with it, for the bot's name.")
  private @Nullable Path config;

  @Option(
      names = "--bot",
      paramLabel = "ST",
      description =
          "The bot's id, for example the one that it has at Kore.ai. A registered bot gets the"
              + " settings and keeps its name. Default: a new random id.")
  private @Nullable String bot;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call the bot. Default: a new bot has the definition's name.")
  private @Nullable String name;

  @Option(
      names = "--app",
      paramLabel = "CS",
      description = "The id of the app that calls for the bot. Needs --app-secret-stdin.")
  private @Nullable String appId;

  @Option(
      names = "--app-secret-stdin",
      description =
          "Read the secret that the app has at Kore.ai from the first line of standard input: "
              + SecretInput.MIN_BYTES
              + " to "
              + SecretInput.MAX_BYTES
              + " bytes. Needs --app.")
  private boolean appSecretFromInput;

  @Option(
      names = "--app-kind",
      paramLabel = "KIND",
      description = "builder, mapped to the bot, or admin. Default: ${DEFAULT-VALUE}.",
      defaultValue = "builder")
  private AppKind appKind = AppKind.BUILDER;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  ImportBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if ((appId == null) == appSecretFromInput) {
      throw new CliException("--app and --app-secret-stdin go together: give both");
    }
    DefinitionFile file = DefinitionFile.read(definition, Optional.ofNullable(config));
    registry.requireAccount(account);
    registry.admin().requireKey();
    Optional<SigningKey> secret =
        appSecretFromInput
            ? Optional.of(new SigningKey.Secret(SecretInput.appSecret(context())))
            : Optional.empty();
    BotId id = bot == null ? new IdentifierGenerator(context().random()).bot() : new BotId(bot);
    boolean isNew = registry.admin().registerBot(id, account);
    if (!isNew) {
      registry.requireBot(id.value(), account);
    }
    Optional.ofNullable(name)
        .or(() -> isNew ? file.definition().name() : Optional.empty())
        .ifPresent(text -> registry.admin().nameBot(id, text));
    change(registry, id, file);
    secret.ifPresent(key -> registerApp(registry, id, key));
    report(id, file);
  }

  private static void change(RegistryConnection registry, BotId id, DefinitionFile file) {
    SettingsService service =
        new SettingsService(registry.settings(), DefinitionFile.WIDEST, BackoffPolicy.jittered());
    if (service.change(id, file.definition().settings())
        instanceof SettingsService.Result.Refused refused) {
      throw new CliException(refused.reason(DefinitionFile.WIDEST));
    }
  }

  private void registerApp(RegistryConnection registry, BotId id, SigningKey secret) {
    Set<BotId> bots = appKind == AppKind.BUILDER ? Set.of(id) : Set.of();
    App app =
        new App(
            String.valueOf(appId), account, appKind, bots, Scope.allOf(appKind), List.of(secret));
    if (!registry.admin().registerApp(app)) {
      registry.changeApp(app.appId(), known -> withBots(known, app));
    }
  }

  /** Maps an app that is registered already to the bot too, if it is the same. */
  private static App withBots(App known, App asked) {
    if (!known.account().equals(asked.account())
        || known.kind() != asked.kind()
        || !known.keys().containsAll(asked.keys())) {
      throw new CliException(
          "the app "
              + asked.appId()
              + " is registered already, with another account, kind or secret; the bot and its"
              + " settings were imported");
    }
    Set<BotId> bots = new HashSet<>(known.bots());
    bots.addAll(asked.bots());
    return new App(
        known.appId(), known.account(), known.kind(), bots, known.scopes(), known.keys());
  }

  private void report(BotId id, DefinitionFile file) {
    List<String> leftOut = new ArrayList<>(file.definition().remarks());
    leftOut.add(IGNORED);
    List<String> toDo = toDo(id);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("bot", id.value());
      result.put("taken", file.names());
      if (appId != null) {
        result.put("app", appId);
      }
      result.put("leftOut", leftOut);
      result.put("toDo", toDo);
      printJson(result);
      return;
    }
    printLines(Map.of("bot", id.value()));
    printLines(Map.of("taken", String.join(", ", file.names())));
    if (appId != null) {
      printLines(Map.of("app", appId));
    }
    leftOut.forEach(line -> printLines(Map.of("left out", line)));
    toDo.forEach(line -> printLines(Map.of("to do", line)));
  }

  private List<String> toDo(BotId id) {
    List<String> toDo = new ArrayList<>();
    if (appId == null) {
      toDo.add(
          "register the app that calls for it: bin/admin add-app --account "
              + account
              + " --kind builder --bot "
              + id
              + " --app cs-… --secret-stdin");
    }
    toDo.add("let the bot's runtime send its activity here");
    toDo.add("give your clients this service's address in place of Kore.ai's");
    toDo.add("compare the settings: bin/admin export-bot " + id);
    toDo.add("read the differences in docs/moving-from-kore.md");
    return toDo;
  }
}
