package org.conversationsessions.api.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonReader;

/**
 * Parses the event that API Gateway's HTTP APIs send (payload format 2.0). The stage must be {@code
 * $default}: any other stage would prefix the path.
 */
final class GatewayEvent {
  private static final String OVERRIDE = "x-http-method-override";

  private GatewayEvent() {}

  /** Returns the request; empty if the event does not contain one. */
  static Optional<HttpRequest> read(Bytes event) {
    return JsonReader.read(event).object().flatMap(GatewayEvent::request);
  }

  private static Optional<HttpRequest> request(JsonObject event) {
    JsonObject context = event.object("requestContext");
    JsonObject http = context.object("http");
    Optional<String> path = event.text("rawPath").or(() -> http.text("path"));
    Optional<Bytes> body = body(event);
    Map<String, String> headers = headers(event.object("headers"));
    return http.text("method")
        .filter(method -> path.isPresent() && body.isPresent())
        .map(
            method ->
                new HttpRequest(
                    effective(method, headers),
                    path.orElseThrow(),
                    texts(event.object("pathParameters")),
                    texts(event.object("queryStringParameters")),
                    headers,
                    body.orElseThrow(),
                    context.text("requestId").orElse("")));
  }

  private static Optional<Bytes> body(JsonObject event) {
    Optional<String> body = event.text("body");
    boolean base64 =
        event.members().get("isBase64Encoded") instanceof JsonBoolean(boolean is) && is;
    return base64
        ? body.map(Bytes::base64).orElse(Optional.of(Bytes.EMPTY))
        : Optional.of(body.map(Bytes::utf8).orElse(Bytes.EMPTY));
  }

  /** Applies the header {@code x-http-method-override} of a POST (contract, section 3). */
  private static String effective(String method, Map<String, String> headers) {
    String sent = method.toUpperCase(Locale.ROOT);
    String override = headers.getOrDefault(OVERRIDE, "").strip().toUpperCase(Locale.ROOT);
    return sent.equals("POST") && !override.isEmpty() ? override : sent;
  }

  private static Map<String, String> headers(JsonObject object) {
    Map<String, String> headers = new HashMap<>();
    texts(object)
        .forEach(
            (name, value) ->
                headers.merge(
                    name.toLowerCase(Locale.ROOT), value, (first, next) -> first + "," + next));
    return headers;
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getValue() instanceof JsonString(String value)) {
        texts.put(member.getKey(), value);
      }
    }
    return texts;
  }
}
