package org.conversationsessions.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.registry.BotId;

/**
 * A made-up request to a bot.
 *
 * @param method the HTTP method
 * @param path what stands behind the bot, for example {@code getSessions}
 * @param query by name
 * @param body JSON; empty for none
 */
public record Call(String method, String path, Map<String, String> query, String body) {
  private static final String HOST = "rehearsal.execute-api.us-east-1.amazonaws.com";
  private static final String CLIENT = "203.0.113.7";
  private static final String AGENT = "rehearsal/1.0";

  /** Copies what can change. */
  public Call {
    query = Map.copyOf(query);
  }

  /** A request without a query. */
  public static Call of(String method, String path, String body) {
    return new Call(method, path, Map.of(), body);
  }

  /**
   * The event in which API Gateway hands it over (payload format 2.0), with all that is in a real
   * one: what a compiler has never seen, it takes for impossible.
   *
   * @param compressed whether the client takes compressed answers
   */
  Bytes event(BotId bot, String token, boolean compressed) {
    String whole = "/api/public/bot/" + bot + "/" + path;
    String route = method + " /api/public/bot/{botId}/" + path;
    JsonWriter json = new JsonWriter().beginObject();
    json.name("version").text("2.0").name("routeKey").text(route).name("rawPath").text(whole);
    json.name("rawQueryString").text(rawQuery());
    json.name("headers").json(JsonObject.ofTexts(headers(token, compressed)));
    if (!query.isEmpty()) {
      json.name("queryStringParameters").json(JsonObject.ofTexts(query));
    }
    json.name("requestContext").beginObject().name("accountId").text("000000000000");
    json.name("apiId").text("rehearsal").name("domainName").text(HOST);
    json.name("domainPrefix").text("rehearsal").name("http").beginObject();
    json.name("method").text(method).name("path").text(whole).name("protocol").text("HTTP/1.1");
    json.name("sourceIp").text(CLIENT).name("userAgent").text(AGENT).endObject();
    json.name("requestId").text("rehearsal").name("routeKey").text(route);
    json.name("stage").text("$default").name("time").text("28/Nov/2026:08:00:00 +0000");
    json.name("timeEpoch").number(1_795_852_800_000L).endObject();
    json.name("pathParameters").json(JsonObject.ofTexts(Map.of("botId", bot.value())));
    if (!body.isEmpty()) {
      json.name("body").text(body);
    }
    return json.name("isBase64Encoded").flag(false).endObject().finish();
  }

  private String rawQuery() {
    return query.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .collect(Collectors.joining("&"));
  }

  private Map<String, String> headers(String token, boolean compressed) {
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "application/json");
    if (compressed) {
      headers.put("accept-encoding", "gzip, deflate");
    }
    headers.put("auth", token);
    headers.put("content-length", Integer.toString(body.length()));
    headers.put("content-type", "application/json");
    headers.put("host", HOST);
    headers.put("user-agent", AGENT);
    headers.put("x-amzn-trace-id", "Root=1-00000000-000000000000000000000000");
    headers.put("x-forwarded-for", CLIENT);
    headers.put("x-forwarded-port", "443");
    headers.put("x-forwarded-proto", "https");
    return headers;
  }
}
