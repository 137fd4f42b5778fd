package org.conversationsessions.snapshot;

import java.util.Map;
import java.util.stream.Collectors;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonWriter;

/**
 * A request to a bot's endpoint for priming.
 *
 * @param method the HTTP method
 * @param path the path after the bot, for example {@code getSessions}
 * @param query the query parameters by name
 * @param body JSON; empty for none
 * @param kind the kind of the app that asks
 */
public record PrimingRequest(
    String method, String path, Map<String, String> query, String body, AppKind kind) {
  /** The account of the bot and the apps. */
  public static final String ACCOUNT = "priming";

  /** Copies the query. */
  public PrimingRequest {
    query = Map.copyOf(query);
  }

  /** Creates a builder app's request. */
  public PrimingRequest(String method, String path, Map<String, String> query, String body) {
    this(method, path, query, body, AppKind.BUILDER);
  }

  /** Returns a builder app's request without a query. */
  public static PrimingRequest of(String method, String path, String body) {
    return new PrimingRequest(method, path, Map.of(), body);
  }

  /** Returns an admin app's request without a query. */
  public static PrimingRequest ofAdmin(String method, String path, String body) {
    return new PrimingRequest(method, path, Map.of(), body, AppKind.ADMIN);
  }

  /**
   * Returns API Gateway's event of this request (payload format 2.0).
   *
   * @param gzip whether the client accepts compressed responses
   */
  Bytes event(BotId bot, String token, boolean gzip) {
    // Every field of a real event: the compiler deoptimises code when a new kind of input comes.
    return Bytes.utf8(
        """
        {"version":"2.0","routeKey":"%1$s /api/public/bot/{botId}/%2$s","rawQueryString":"%4$s",\
        "rawPath":"/api/public/bot/%3$s/%2$s","headers":{"accept":"application/json",%5$s\
        "auth":"%6$s","content-length":"%7$d","content-type":"application/json",\
        "user-agent":"priming/1.0","host":"priming.execute-api.us-east-1.amazonaws.com",\
        "x-forwarded-for":"203.0.113.7","x-forwarded-port":"443","x-forwarded-proto":"https",\
        "x-amzn-trace-id":"Root=1-00000000-000000000000000000000000"},\
        "requestContext":{"accountId":"000000000000","apiId":"priming",\
        "domainName":"priming.execute-api.us-east-1.amazonaws.com",\
        "domainPrefix":"priming","http":{"method":"%1$s","path":"/api/public/bot/%3$s/%2$s",\
        "protocol":"HTTP/1.1","sourceIp":"203.0.113.7","userAgent":"priming/1.0"},\
        "requestId":"priming","routeKey":"%1$s /api/public/bot/{botId}/%2$s","stage":"$default",\
        "time":"28/Nov/2026:08:00:00 +0000","timeEpoch":1795852800000},\
        "pathParameters":{"botId":"%3$s"},"isBase64Encoded":false%8$s%9$s}\
        """
            .formatted(
                method,
                path,
                bot,
                query.entrySet().stream().map(Object::toString).collect(Collectors.joining("&")),
                gzip ? "\"accept-encoding\":\"gzip, deflate\"," : "",
                token,
                body.length(),
                query.isEmpty() ? "" : member("queryStringParameters", JsonObject.ofTexts(query)),
                body.isEmpty() ? "" : member("body", new JsonString(body))));
  }

  private static String member(String name, Json value) {
    return ",\"" + name + "\":" + JsonWriter.text(value);
  }
}
