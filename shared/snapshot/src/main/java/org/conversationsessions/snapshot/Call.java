package org.conversationsessions.snapshot;

import java.util.Map;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json;
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
  /** Copies what can change. */
  public Call {
    query = Map.copyOf(query);
  }

  /** A request without a query. */
  public static Call of(String method, String path, String body) {
    return new Call(method, path, Map.of(), body);
  }

  /** The event in which API Gateway hands it over (payload format 2.0). */
  Bytes event(BotId bot, String token) {
    String whole = "/api/public/bot/" + bot + "/" + path;
    Map<String, String> headers =
        Map.of(
            "accept", "application/json",
            "accept-encoding", "gzip, deflate",
            "auth", token,
            "content-length", Integer.toString(body.length()),
            "content-type", "application/json",
            "host", "rehearsal.example",
            "x-forwarded-proto", "https");
    JsonWriter json = new JsonWriter().beginObject();
    json.name("version").text("2.0");
    json.name("rawPath").text(whole);
    json.name("headers").json(JsonObject.ofTexts(headers));
    json.name("queryStringParameters")
        .json(query.isEmpty() ? Json.NULL : JsonObject.ofTexts(query));
    json.name("requestContext").beginObject().name("http").beginObject();
    json.name("method").text(method).name("path").text(whole).endObject();
    json.name("requestId").text("rehearsal").name("stage").text("$default").endObject();
    json.name("pathParameters").json(JsonObject.ofTexts(Map.of("botId", bot.value())));
    json.name("body").json(body.isEmpty() ? Json.NULL : new Json.JsonText(body));
    return json.name("isBase64Encoded").flag(false).endObject().finish();
  }
}
