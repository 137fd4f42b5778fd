package org.conversationsessions.local.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.cli.CommandHarness;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.workbench.TemplateTables;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the commands on a registry table in DynamoDB Local. */
class AdminCommandIT {
  private static final String TABLE = "RegistryTable";
  private static final String KEY = "k".repeat(44);

  private static DynamoDbLocal local;
  private static DynamoDbClient dynamo;

  @TempDir Path root;
  private CommandHarness harness;
  private DynamoRegistry registry;

  @BeforeAll
  static void startDatabase() {
    local = DynamoDbLocal.inMemory();
    dynamo =
        DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(local.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
  }

  @AfterAll
  static void stopDatabase() {
    dynamo.close();
    local.close();
  }

  @BeforeEach
  void emptyRegistry() throws Exception {
    if (dynamo.listTables().tableNames().contains(TABLE)) {
      dynamo.deleteTable(d -> d.tableName(TABLE));
    }
    TemplateTables.ofProject().create(dynamo, TABLE, TABLE);
    registry = new DynamoRegistry(dynamo, Tables.ofRegistry(TABLE), new SecretCipher(KEY));
    harness =
        new CommandHarness(root)
            .withCredentials("http://127.0.0.1:8080", local.endpoint().toString());
    harness.write(".local/secrets-key", KEY + "\n");
  }

  @Test
  void registersAnAccountABotAndAnApp() throws Exception {
    ok("add-account", "acme");
    assertThat(harness.out()).isEqualTo("acme");
    String bot = ok("add-bot", "--account", "acme");
    assertThat(bot).matches("st-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    JsonNode made =
        json(ok("add-app", "--account", "acme", "--kind", "builder", "--bot", bot, "--json"));

    assertThat(harness.err()).contains("shown this once");
    App app = registry.app(made.path("appId").asText()).orElseThrow();
    String secret = made.path("secret").asText();
    assertThat(secret).matches("[A-Za-z0-9_-]{64}");
    assertThat(app.account()).isEqualTo("acme");
    assertThat(app.kind()).isEqualTo(AppKind.BUILDER);
    assertThat(app.bots()).containsExactly(new BotId(bot));
    assertThat(app.scopes()).isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(app.keys()).containsExactly(new SigningKey.Secret(secret));
    assertThat(registry.bot(bot)).isPresent();
  }

  @Test
  void registersTheGivenIdScopesAndKind() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-mine");
    String said =
        ok(
            "add-app",
            "--account",
            "acme",
            "--kind",
            "ADMIN",
            "--app",
            "cs-mine",
            "--scope",
            "bot_sessions:read");

    assertThat(said.lines()).hasSize(2).first().isEqualTo("appId    cs-mine");
    App app = registry.app("cs-mine").orElseThrow();
    assertThat(app.kind()).isEqualTo(AppKind.ADMIN);
    assertThat(app.scopes()).containsExactly(Scope.READ);

    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-none", "--no-scopes");
    assertThat(registry.app("cs-none").orElseThrow().scopes()).isEmpty();
  }

  @Test
  void listsWhatIsRegisteredWithoutSecrets() throws Exception {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-bot", "--account", "base", "--bot", "st-b");
    String secret =
        json(ok(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "builder",
                "--app",
                "cs-a",
                "--bot",
                "st-a",
                "--json"))
            .path("secret")
            .asText();
    ok("add-app", "--account", "base", "--kind", "admin", "--app", "cs-b");

    assertThat(ok("accounts").lines()).containsExactly("acme", "base");
    assertThat(json(ok("accounts", "--json"))).hasSize(2);
    assertThat(ok("bots").lines()).containsExactly("BOT   ACCOUNT", "st-a  acme", "st-b  base");
    assertThat(ok("bots", "--account", "base").lines())
        .containsExactly("BOT   ACCOUNT", "st-b  base");
    assertThat(json(ok("bots", "--json")).path(1).path("bot").asText()).isEqualTo("st-b");
    assertThat(ok("apps").lines()).hasSize(3);
    assertThat(harness.out()).contains("cs-a").contains("cs-b").doesNotContain(secret);
    assertThat(ok("apps", "--account", "acme")).contains("cs-a").doesNotContain("cs-b");
    JsonNode apps = json(ok("apps", "--json"));
    assertThat(apps).hasSize(2);
    assertThat(apps.path(0).path("bots").path(0).asText()).isEqualTo("st-a");
    assertThat(apps.path(0).path("keyCount").asInt()).isEqualTo(1);
    assertThat(harness.out()).doesNotContain(secret);
  }

  @Test
  void rotatesASecretAndKeepsTwoValid() throws Exception {
    ok("add-account", "acme");
    SigningKey first =
        secretOf(ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-r", "--json"));

    SigningKey second = secretOf(ok("rotate-secret", "cs-r", "--json"));
    assertThat(keys("cs-r")).containsExactly(second, first).doesNotHaveDuplicates();

    SigningKey third = secretOf(ok("rotate-secret", "cs-r", "--json"));
    assertThat(keys("cs-r")).containsExactly(third, second);

    assertThat(ok("drop-old-secret", "cs-r")).isEqualTo("cs-r");
    assertThat(keys("cs-r")).containsExactly(third);
    assertThat(failed("drop-old-secret", "cs-r")).contains("rotate-secret");
    assertThat(registry.app("cs-r").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));
  }

  @Test
  void registersAPublicKeyInsteadOfASecret() throws Exception {
    ok("add-account", "acme");
    String key = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    String next = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    String file = harness.write("key.json", key).toString();
    String nextFile = harness.write("next.json", next).toString();

    assertThat(
            ok(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "admin",
                "--app",
                "cs-k",
                "--public-key",
                file))
        .isEqualTo("appId    cs-k");
    assertThat(keys("cs-k")).containsExactly(new SigningKey.PublicKey(key));
    assertThat(ok("apps")).contains("public-key");

    assertThat(failed("rotate-secret", "cs-k")).contains("--public-key");
    ok("rotate-secret", "cs-k", "--public-key", nextFile);
    assertThat(keys("cs-k"))
        .containsExactly(new SigningKey.PublicKey(next), new SigningKey.PublicKey(key));

    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-s");
    assertThat(failed("rotate-secret", "cs-s", "--public-key", file)).contains("leave out");
    assertThat(keys("cs-s")).hasSize(1);
  }

  @Test
  void mapsBotsToABuilderAppAndRemovesTheMappings() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-bot", "--account", "acme", "--bot", "st-b");
    ok("add-bot", "--account", "base", "--bot", "st-c");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-m", "--bot", "st-b");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-n");

    assertThat(ok("map-bot", "cs-m", "st-b", "st-a").lines()).containsExactly("st-a", "st-b");
    assertThat(ok("map-bot", "--remove", "cs-m", "st-a")).isEqualTo("st-b");
    assertThat(registry.app("cs-m").orElseThrow().bots()).containsExactly(new BotId("st-b"));
    assertThat(failed("map-bot", "cs-m", "st-c")).contains("another account");
    assertThat(failed("map-bot", "cs-m", "st-x")).contains("no bot st-x");
    assertThat(failed("map-bot", "cs-n", "st-a")).contains("admin app");
    assertThat(failed("map-bot", "cs-x", "st-a")).contains("no app cs-x: see bin/admin apps");
    assertThat(ok("map-bot", "--remove", "cs-m", "st-b")).isEmpty();
    assertThat(harness.err()).contains("mapped to no bot now");
  }

  @Test
  void refusesABuilderAppThatCouldCallNothing() {
    ok("add-account", "acme");

    assertThat(failed("add-app", "--account", "acme", "--kind", "builder"))
        .contains("name one or more with --bot")
        .contains("bin/admin bots --account acme");
    assertThat(ok("apps").lines()).hasSize(1);
  }

  @Test
  void takesAnExistingSecretAndNeverPrintsIt() {
    ok("add-account", "acme");
    String koreSecret = "kore-secret+of/44=characters".repeat(2);
    String next = "another-secret-of-more-than-32-bytes";

    harness.input(koreSecret + "\n");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-k", "--secret-stdin");

    assertThat(harness.out()).isEqualTo("appId    cs-k");
    assertThat(harness.err()).isEmpty();
    assertThat(keys("cs-k")).containsExactly(new SigningKey.Secret(koreSecret));
    harness.input(next);
    assertThat(ok("rotate-secret", "cs-k", "--secret-stdin")).isEqualTo("appId    cs-k");
    assertThat(keys("cs-k"))
        .containsExactly(new SigningKey.Secret(next), new SigningKey.Secret(koreSecret));
    for (String unfit : List.of("", "x".repeat(31), "x".repeat(513))) {
      harness.input(unfit);
      assertThat(
              failed(
                  "add-app",
                  "--account",
                  "acme",
                  "--kind",
                  "admin",
                  "--app",
                  "cs-l",
                  "--secret-stdin"))
          .contains(unfit.length() + " bytes: HS256 needs 32 to 512")
          .doesNotContain("xx");
    }
    assertThat(ok("apps").lines()).hasSize(2);
  }

  @Test
  void setsAnAppsScopesAndAddsToThem() {
    ok("add-account", "acme");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-s", "--no-scopes");

    assertThat(ok("set-scopes", "cs-s", "bot_sessions:read")).isEqualTo("bot_sessions:read");
    assertThat(ok("set-scopes", "--add", "cs-s", "bot_sessions:write").lines())
        .containsExactly("bot_sessions:read", "bot_sessions:write");
    assertThat(ok("set-scopes", "cs-s", "bot_sessions:write")).isEqualTo("bot_sessions:write");
    assertThat(registry.app("cs-s").orElseThrow().scopes()).containsExactly(Scope.WRITE);
    assertThat(ok("set-scopes", "--none", "cs-s")).isEmpty();
    assertThat(registry.app("cs-s").orElseThrow().scopes()).isEmpty();

    assertThat(failed("set-scopes", "cs-s")).contains("--none");
    assertThat(failed("set-scopes", "--none", "cs-s", "bot_sessions:read")).contains("--none");
    assertThat(failed("set-scopes", "cs-x", "bot_sessions:read")).contains("no app cs-x");
    assertThat(harness.run(AdminCommand::commandLine, "set-scopes", "cs-s", "everything"))
        .isEqualTo(2);
    assertThat(harness.err()).contains("bot_sessions:read, bot_sessions:write");
  }

  @Test
  void refusesAScopeThatTheKindOfAppCannotHave() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-mine");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a");
    ok("add-app", "--account", "acme", "--kind", "builder", "--bot", "st-mine", "--app", "cs-b");
    assertThat(registry.app("cs-a").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));

    assertThat(failed("set-scopes", "--add", "cs-a", "delete_conversations:delete"))
        .contains("the admin app cs-a cannot have delete_conversations:delete");
    assertThat(failed("set-scopes", "cs-b", "chat_history:read", "delete:delete_user_data"))
        .contains("the builder app cs-b cannot have delete:delete_user_data");
    assertThat(
            failed(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "builder",
                "--bot",
                "st-mine",
                "--app",
                "cs-c",
                "--scope",
                "delete:delete_user_data"))
        .contains("the builder app cs-c cannot have delete:delete_user_data");

    assertThat(registry.app("cs-a").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));
    assertThat(registry.app("cs-b").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(registry.app("cs-c")).isEmpty();
    assertThat(ok("set-scopes", "cs-b", "chat_history:read", "delete_conversations:delete").lines())
        .containsExactly("chat_history:read", "delete_conversations:delete");
  }

  @Test
  void disablesEnablesAndRemovesApps() throws Exception {
    ok("add-account", "acme");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-d");
    List<SigningKey> before = keys("cs-d");

    assertThat(ok("disable-app", "cs-d")).isEqualTo("cs-d");
    assertThat(registry.app("cs-d")).isEmpty();
    assertThat(ok("apps")).contains("disabled");
    assertThat(json(ok("apps", "--json")).path(0).path("enabled").isBoolean()).isTrue();
    assertThat(json(harness.out()).path(0).path("enabled").asBoolean()).isFalse();
    ok("set-scopes", "cs-d", "bot_sessions:read");
    assertThat(registry.app("cs-d")).as("a change enables nothing").isEmpty();
    assertThat(ok("enable-app", "cs-d")).isEqualTo("cs-d");
    assertThat(keys("cs-d")).isEqualTo(before);

    assertThat(ok("remove-app", "cs-d")).isEqualTo("cs-d");
    assertThat(registry.app("cs-d")).isEmpty();
    for (String command : List.of("remove-app", "disable-app", "enable-app")) {
      assertThat(failed(command, "cs-d")).contains("no app cs-d: see bin/admin apps");
    }
  }

  @Test
  void removesABotAndRestoresItOnlyForItsAccount() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "acme", "--bot", "st-a");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-a", "--bot", "st-a");

    assertThat(ok("remove-bot", "st-a")).isEqualTo("st-a");
    assertThat(registry.bot("st-a")).isEmpty();
    assertThat(ok("bots").lines()).hasSize(1);
    assertThat(failed("remove-bot", "st-a")).contains("no bot st-a: see bin/admin bots");
    assertThat(failed("map-bot", "cs-a", "st-a")).contains("no bot st-a");
    assertThat(failed("set-shards", "st-a", "--shards", "4")).contains("no bot st-a");
    assertThat(failed("add-bot", "--account", "base", "--bot", "st-a"))
        .contains("registered already");

    assertThat(ok("add-bot", "--account", "acme", "--bot", "st-a")).isEqualTo("st-a");
    assertThat(registry.bot("st-a")).isPresent();
  }

  @Test
  void suggestsACommandForAnUnknownOneEvenWithHelp() {
    for (String[] line :
        List.of(
            new String[] {"remove-ap"},
            new String[] {"remove-ap", "--help"},
            new String[] {"--help", "remove-ap"},
            new String[] {"remove-ap", "-h", "cs-x"})) {
      assertThat(harness.run(AdminCommand::commandLine, line))
          .as(String.join(" ", line))
          .isEqualTo(2);
      assertThat(harness.err())
          .startsWith("error: there is no command remove-ap: did you mean remove-app")
          .endsWith("(see bin/admin --help)");
      assertThat(harness.out()).isEmpty();
    }
    assertThat(harness.run(AdminCommand::commandLine, "show", "sesion", "--help")).isEqualTo(2);
    assertThat(harness.err()).contains("did you mean session").contains("bin/admin show --help");
  }

  @Test
  void setsTheShardsOfABotFromAFutureDay() {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-busy");
    LocalDate today = LocalDate.ofInstant(CommandHarness.NOW, ZoneOffset.UTC);
    LocalDate later = today.plusDays(9);

    ok("set-shards", "st-busy", "--shards", "8", "--from", later.toString());
    assertThat(harness.out()).isEqualToIgnoringNewLines(later + " 8");
    ok("set-shards", "st-busy", "--shards", "2", "--from", later.minusDays(2).toString());
    assertThat(harness.out()).isEqualToIgnoringNewLines(later.minusDays(2) + " 2");
    ok("set-shards", "st-busy", "--shards", "4", "--from", later.toString());
    assertThat(harness.out()).contains(later.minusDays(2) + " 2").contains(later + " 4");

    assertThat(failed("set-shards", "st-busy", "--shards", "4", "--from", today.toString()))
        .contains("begin in an hour or later");
    assertThat(failed("set-shards", "st-nobody", "--shards", "4"))
        .contains("no bot st-nobody: see bin/admin bots");
    assertThat(failed("set-shards", "st-busy", "--shards", "65")).contains("1 to 64 shards");
  }

  @Test
  void losesNoConcurrentChange() throws Exception {
    ok("add-account", "acme");
    ok("add-bot", "--account", "acme", "--bot", "st-first");
    ok("add-app", "--account", "acme", "--kind", "builder", "--app", "cs-m", "--bot", "st-first");
    List<Callable<Integer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String bot = "st-" + i;
      ok("add-bot", "--account", "acme", "--bot", bot);
      CommandHarness another = new CommandHarness(root);
      changes.add(() -> another.run(AdminCommand::commandLine, "map-bot", "cs-m", bot));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> change : threads.invokeAll(changes)) {
        assertThat(change.get()).isZero();
      }
    }

    assertThat(registry.app("cs-m").orElseThrow().bots()).hasSize(17);
  }

  @Test
  void refusesDuplicatesAndBotsOfOtherAccounts() {
    ok("add-account", "acme");
    ok("add-account", "base");
    ok("add-bot", "--account", "base", "--bot", "st-b");
    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a");
    List<SigningKey> before = keys("cs-a");

    assertThat(failed("add-account", "acme")).contains("registered already");
    assertThat(failed("add-bot", "--account", "acme", "--bot", "st-b"))
        .contains("registered already");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-a"))
        .contains("registered already");
    assertThat(keys("cs-a")).isEqualTo(before);
    assertThat(failed("add-app", "--account", "acme", "--kind", "builder", "--bot", "st-b"))
        .contains("another account");
    assertThat(failed("add-bot", "--account", "none")).contains("bin/admin add-account");
    assertThat(failed("add-app", "--account", "none", "--kind", "admin"))
        .contains("no account none");
    assertThat(failed("bots", "--account", "none")).contains("no account none");
    assertThat(failed("apps", "--account", "none")).contains("no account none");
    assertThat(failed("rotate-secret", "cs-x")).contains("no app cs-x");
    assertThat(failed("rotate-secret", "st-b")).contains("no app st-b");
    assertThat(failed("drop-old-secret", "")).contains("error: ");
  }

  @Test
  void refusesInvalidNames() {
    ok("add-account", "acme");

    assertThat(failed("add-account", "a#b")).contains("1 to 64 letters");
    assertThat(failed("add-bot", "--account", "acme", "--bot", "7")).contains("st-");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "7"))
        .contains("cs-");
    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--bot", "st-b"))
        .contains("leave out --bot");
    assertThat(
            failed(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "admin",
                "--no-scopes",
                "--scope",
                "bot_sessions:read"))
        .contains("not both");
    assertThat(ok("apps").lines()).hasSize(1);
  }

  @Test
  void answersWrongUsageWithStatusTwo() {
    assertThat(harness.run(AdminCommand::commandLine)).isEqualTo(2);
    assertThat(harness.err()).isEqualTo("error: which command? (see bin/admin --help)");
    assertThat(harness.run(AdminCommand::commandLine, "add-bot")).isEqualTo(2);
    assertThat(harness.err()).contains("--account").contains("bin/admin add-bot --help");
    assertThat(harness.run(AdminCommand::commandLine, "add-app", "--account", "a", "--kind", "x"))
        .isEqualTo(2);
    assertThat(
            harness.run(
                AdminCommand::commandLine,
                "add-app",
                "--account",
                "a",
                "--kind",
                "admin",
                "--scope",
                "x"))
        .isEqualTo(2);
    assertThat(harness.err())
        .contains("bot_sessions:read, bot_sessions:write")
        .doesNotContain("\n");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command :
        List.of(
            "accounts",
            "bots",
            "apps",
            "add-account",
            "add-bot",
            "add-app",
            "rotate-secret",
            "drop-old-secret",
            "map-bot",
            "set-shards",
            "set-scopes",
            "disable-app",
            "enable-app",
            "remove-app",
            "remove-bot",
            "show",
            "show conversation",
            "show session",
            "show counts",
            "recount")) {
      String[] line = (command + " --help").split(" ");
      assertThat(harness.run(AdminCommand::commandLine, line)).as(command).isZero();
      assertThat(harness.out())
          .contains("Usage: bin/admin " + command)
          .contains("xample")
          .contains("--stack");
      assertThat(harness.out().lines()).as(command).allMatch(each -> each.length() <= 100);
      assertThat(harness.run(AdminCommand::commandLine, "--help")).isZero();
      assertThat(harness.out()).contains("  " + command.split(" ")[0]);
    }
  }

  @Test
  void findsTheKeyInTheDataFolder(@TempDir Path data) {
    harness.write(".local/secrets-key", "another key, which is long enough to be one");
    new CommandHarness(data).write("secrets-key", KEY);
    ok("add-account", "acme");

    ok(
        "--data",
        data.toString(),
        "add-app",
        "--account",
        "acme",
        "--kind",
        "admin",
        "--app",
        "cs-d");

    assertThat(keys("cs-d")).hasSize(1);
    assertThat(failed("apps")).contains("cannot be read").contains("SECRETS_KEY");
    assertThat(failed("accounts", "--data", data.resolve("none").toString()))
        .contains("--data DIR");
  }

  @Test
  void reportsThatTheDatabaseDoesNotAnswer() {
    harness.withCredentials("http://127.0.0.1:1", "http://127.0.0.1:1");

    assertThat(failed("accounts"))
        .isEqualTo(
            "error: the database does not answer: start the service with bin/local, or name a"
                + " deployment with --stack");
  }

  @Test
  void reportsThatTheTableIsMissing() {
    dynamo.deleteTable(d -> d.tableName(TABLE));

    assertThat(failed("accounts")).contains("table was not found");
    assertThat(failed("add-account", "acme")).contains("table was not found");
  }

  @Test
  void refusesContradictoryTargetOptions() {
    assertThat(failed("accounts", "--registry-table", "t")).contains("give both");
    assertThat(failed("accounts", "--secrets-key-id", "t")).contains("give both");
    assertThat(failed("accounts", "--stack", "s", "--registry-table", "t")).contains("not both");
    assertThat(failed("accounts", "--stack", "s", "--data", "d")).contains("leave it out");
  }

  @Test
  void refusesAKeyOtherThanTheStoredOne() throws Exception {
    ok("add-account", "acme");
    String app =
        json(ok("add-app", "--account", "acme", "--kind", "admin", "--json"))
            .path("appId")
            .asText();
    List<SigningKey> before = keys(app);
    harness.write(".local/secrets-key", "another key ".repeat(4) + "\n");

    assertThat(failed("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-new"))
        .containsPattern("sealed with key [0-9a-f]{8}, and SECRETS_KEY here is key [0-9a-f]{8}")
        .contains("docs/operating.md");
    assertThat(failed("rotate-secret", app)).contains("sealed with key");
    assertThat(failed("apps", "--account", "acme")).contains("sealed with key");

    assertThat(registry.app("cs-new")).isEmpty();
    assertThat(keys(app)).isEqualTo(before);
  }

  private String ok(String... args) {
    assertThat(harness.run(AdminCommand::commandLine, args)).as(harness.err()).isZero();
    return harness.out();
  }

  private String failed(String... args) {
    assertThat(harness.run(AdminCommand::commandLine, args)).isEqualTo(1);
    assertThat(harness.out()).isEmpty();
    assertThat(harness.err()).startsWith("error: ").doesNotContain("\n");
    return harness.err();
  }

  private List<SigningKey> keys(String app) {
    return registry.app(app).orElseThrow().keys();
  }

  private static SigningKey secretOf(String json) throws Exception {
    return new SigningKey.Secret(json(json).path("secret").asText());
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
