package org.conversationsessions.api.http;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.token.Tokens;
import org.conversationsessions.application.limit.InMemoryRateLimits;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;

/** Calls functions of the HTTP API as API Gateway does, with the tokens of a few apps. */
public final class TestClient {
  /** The service's time. */
  public static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  /** The bot that the builder apps are mapped to. */
  public static final BotId BOT = new BotId("st-1");

  /** Another bot of the same account. */
  public static final BotId SIBLING = new BotId("st-2");

  /** A bot of another account. */
  public static final BotId FOREIGN = new BotId("st-foreign");

  /** The end user whom every token identifies. */
  public static final String USER = "ada";

  private static final String ACCOUNT = "account";

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final FakeContext context = new FakeContext().leaving(() -> 10_000);

  /**
   * A response.
   *
   * @param status the status code
   * @param headers the headers by their names in lower case
   * @param text the body
   */
  public record Response(int status, Map<String, String> headers, String text) {
    /** Returns the body's object. */
    public JsonObject json() {
      return JsonReader.read(Bytes.utf8(text)).object().orElseThrow();
    }

    /** Returns the status code and the body, for comparison in one assertion. */
    public String brief() {
      return status + " " + text;
    }
  }

  /**
   * Creates a client with the apps {@code cs-builder} and {@code cs-admin}, which have all scopes,
   * and {@code cs-reader} and {@code cs-writer}, builder apps with one scope.
   */
  public TestClient() {
    registry.put(bot(BOT, ACCOUNT)).put(bot(SIBLING, ACCOUNT)).put(bot(FOREIGN, "foreign"));
    registry.put(app("cs-builder", AppKind.BUILDER, Set.of(Scope.values())));
    registry.put(app("cs-reader", AppKind.BUILDER, Set.of(Scope.READ)));
    registry.put(app("cs-writer", AppKind.BUILDER, Set.of(Scope.WRITE)));
    registry.put(app("cs-admin", AppKind.ADMIN, Set.of(Scope.values())));
  }

  /** Returns the registry with the apps and bots. */
  public InMemoryRegistry registry() {
    return registry;
  }

  /** Returns the log lines of all calls. */
  public List<String> log() {
    return context.lines();
  }

  /** Returns the check of access to the apps' bots, without a rate limit. */
  public AccessCheck access() {
    return access(RateLimit.NONE);
  }

  /** Returns the check of access to the apps' bots with a rate limit. */
  public AccessCheck access(RateLimit limit) {
    return AccessCheck.caching(
        registry, new InMemoryRateLimits(limit), InstantSource.fixed(NOW), false);
  }

  /** Calls with the token of an app about {@link #BOT}. */
  public Response call(HttpFunction function, String app, String method, String body)
      throws IOException {
    return call(function, app, method, Map.of("botId", BOT.value()), Map.of(), body);
  }

  /**
   * Calls with the token of an app a function that does not look at the path.
   *
   * @param app the app's identifier; empty for a call without a token
   * @param parameters the variable parts of the path
   * @param query the query parameters
   */
  public Response call(
      HttpFunction function,
      String app,
      String method,
      Map<String, String> parameters,
      Map<String, String> query,
      String body)
      throws IOException {
    return call(function, app, method, "/api/public/x", parameters, query, body);
  }

  /**
   * Calls with the token of an app.
   *
   * @param app the app's identifier; empty for a call without a token
   * @param path the path
   * @param parameters its variable parts
   * @param query the query parameters
   */
  public Response call(
      HttpFunction function,
      String app,
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> query,
      String body)
      throws IOException {
    Map<String, String> headers = app.isEmpty() ? Map.of() : Map.of("auth", token(app));
    JsonWriter event = event(method, path, parameters, query, headers);
    event.name("body").string(body).endObject();
    return invoke(function, event);
  }

  /**
   * Posts bytes with the token of an app.
   *
   * @param app the app's identifier
   * @param path the path, without variable parts
   * @param contentType the header {@code content-type}
   */
  public Response post(
      HttpFunction function, String app, String path, String contentType, byte[] body)
      throws IOException {
    Map<String, String> headers = Map.of("auth", token(app), "content-type", contentType);
    JsonWriter event = event("POST", path, Map.of(), Map.of(), headers);
    event.name("isBase64Encoded").bool(true);
    event.name("body").string(Bytes.copyOf(body).toBase64()).endObject();
    return invoke(function, event);
  }

  private static JsonWriter event(
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> query,
      Map<String, String> headers) {
    JsonWriter event = new JsonWriter().beginObject();
    event.name("version").string("2.0").name("rawPath").string(path);
    texts(event.name("pathParameters"), parameters);
    texts(event.name("queryStringParameters"), query);
    texts(event.name("headers"), headers);
    event.name("requestContext").beginObject().name("requestId").string("id-1");
    event.name("http").beginObject().name("method").string(method).endObject().endObject();
    return event;
  }

  private Response invoke(HttpFunction function, JsonWriter event) throws IOException {
    String envelope = context.invoke(function, event.finish().utf8Text().orElseThrow());
    return response(JsonReader.read(Bytes.utf8(envelope)).object().orElseThrow());
  }

  private static Response response(JsonObject envelope) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, Json> header : envelope.object("headers").members().entrySet()) {
      headers.put(header.getKey(), ((JsonString) header.getValue()).value());
    }
    return new Response(
        (int) ((JsonNumber) envelope.member("statusCode").orElseThrow()).nearest(),
        headers,
        envelope.text("body").orElse(""));
  }

  private static String token(String app) {
    return Tokens.of("{\"appId\":\"" + app + "\",\"userIdentity\":\"" + USER + "\"}");
  }

  private static void texts(JsonWriter json, Map<String, String> texts) {
    json.beginObject();
    texts.forEach((name, value) -> json.name(name).string(value));
    json.endObject();
  }

  private static Bot bot(BotId id, String account) {
    return new Bot(id, account, BotSettings.DEFAULT);
  }

  private static App app(String id, AppKind kind, Set<Scope> scopes) {
    return new App(
        id,
        ACCOUNT,
        kind,
        kind == AppKind.ADMIN ? Set.of() : Set.of(BOT),
        scopes,
        List.of(new SigningKey.Secret(Tokens.SECRET)));
  }
}
