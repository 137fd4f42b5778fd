package org.conversationsessions.bench.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.cli.token.SigningApp;
import org.conversationsessions.cli.token.TokenSigner;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Template;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The targets' environment: a database with a week's sessions, an app, and a request of the app.
 */
final class StartEnvironment implements Closeable {
  /** So long that the sessions of {@link Traffic}, whose dates are fixed, never expire. */
  private static final Duration RETENTION = Duration.ofDays(36_500);

  private static final int SESSIONS = 10_000;
  private static final int PAGE = 100;
  private static final String ACCOUNT = "bench";
  private static final String APP = "cs-00000000-0000-4000-8000-000000000001";
  private static final String SECRET = "bench's secret, which is for nobody but the bench itself";
  private static final String KEY = "the key of the bench's registry, used nowhere else";

  private final BenchmarkDatabase database;
  private final FunctionResource function;

  private StartEnvironment(BenchmarkDatabase database, FunctionResource function) {
    this.database = database;
    this.function = function;
  }

  /** Reads the checkout's template and fills a database. */
  static StartEnvironment create(Path root) {
    BenchmarkDatabase database =
        BenchmarkDatabase.inMemory(Traffic.of(SESSIONS), new Expiry(RETENTION, Clock.systemUTC()));
    database.fill(written -> {});
    try (DynamoDbClient dynamo = database.client()) {
      RegistryAdmin registry =
          new RegistryAdmin(dynamo, database.tables(), new SecretCipher(KEY), PublicKeys.rule());
      Traffic.Bot bot = Traffic.of(SESSIONS).main();
      registry.registerAccount(ACCOUNT);
      registry.registerBot(bot.id(), ACCOUNT);
      registry.registerApp(
          new App(
              APP,
              ACCOUNT,
              AppKind.BUILDER,
              Set.of(bot.id()),
              Scope.allOf(AppKind.BUILDER),
              List.of(new SigningKey.Secret(SECRET))));
    }
    return new StartEnvironment(database, function(root));
  }

  /** Returns the function that answers history queries, as the template declares it. */
  FunctionResource history() {
    return function;
  }

  /** Returns the environment variables about AWS of every target. */
  Map<String, String> aws() {
    return Map.of(
        "AWS_REGION", "eu-central-1",
        "AWS_DEFAULT_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "bench",
        "AWS_SECRET_ACCESS_KEY", "bench",
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_ENDPOINT_URL_DYNAMODB", database.endpoint().toString());
  }

  /** Returns API Gateway's event of a request for the first page of the week. */
  byte[] pageRequest() {
    String bot = Traffic.of(SESSIONS).main().id().value();
    String path = "/api/public/bot/" + bot + "/getSessions";
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "*/*");
    headers.put("auth", token());
    headers.put("content-type", "application/json");
    headers.put("host", "abcdefghij.execute-api.eu-central-1.amazonaws.com");
    headers.put("user-agent", "bench");
    headers.put("x-amzn-trace-id", "Root=1-00000000-000000000000000000000000");
    headers.put("x-forwarded-for", "127.0.0.1");
    headers.put("x-forwarded-port", "443");
    headers.put("x-forwarded-proto", "https");
    Map<String, Object> http =
        Map.of(
            "method", "POST",
            "path", path,
            "protocol", "HTTP/1.1",
            "sourceIp", "127.0.0.1",
            "userAgent", "bench");
    Map<String, Object> event =
        Map.of(
            "version",
            "2.0",
            "routeKey",
            "POST /api/public/bot/{botId}/getSessions",
            "rawPath",
            path,
            "rawQueryString",
            "",
            "headers",
            headers,
            "requestContext",
            Map.of(
                "accountId", "000000000000",
                "apiId", "abcdefghij",
                "http", http,
                "requestId", "bench",
                "environment", "$default"),
            "pathParameters",
            Map.of("botId", bot),
            "body",
            "{\"dateFrom\":\"%s\",\"dateTo\":\"%s\",\"limit\":%d}"
                .formatted(Traffic.FROM, Traffic.TO, PAGE),
            "isBase64Encoded",
            false);
    try {
      return new JsonMapper().writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    database.close();
  }

  private static String token() {
    return new TokenSigner(new SigningApp(APP, SECRET), Clock.systemUTC())
        .token(Optional.of(Duration.ofHours(12)), Optional.empty());
  }

  private static FunctionResource function(Path root) {
    try {
      return Template.read(
              root.resolve("template.yaml"),
              Map.of("RetentionDays", Long.toString(RETENTION.toDays())),
              Environment.local(URI.create("http://127.0.0.1"), reference -> KEY))
          .functions()
          .stream()
          .filter(function -> function.logicalId().equals("GetSessionsFunction"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
