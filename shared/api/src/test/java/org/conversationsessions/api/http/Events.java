package org.conversationsessions.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/** Creates events as API Gateway sends them. */
public final class Events {
  private Events() {}

  /** Returns an event without a body or parameters. */
  public static Bytes event(String method, String path, Map<String, String> headers) {
    return event(method, path, headers, "");
  }

  /** Returns an event with a body. */
  public static Bytes event(String method, String path, Map<String, String> headers, String body) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("version").string("2.0").name("routeKey").string("$default");
    json.name("rawPath").string(path).name("rawQueryString").string("");
    json.name("headers").beginObject();
    headers.forEach((name, value) -> json.name(name).string(value));
    json.endObject();
    json.name("requestContext").beginObject().name("requestId").string("id-1");
    json.name("http").beginObject().name("method").string(method).name("path").string(path);
    json.endObject().endObject();
    if (!body.isEmpty()) {
      json.name("body").string(body);
    }
    return json.name("isBase64Encoded").bool(false).endObject().finish();
  }

  /** Returns a request as endpoints receive it. */
  public static HttpRequest request(Map<String, String> headers, Map<String, String> path) {
    return new HttpRequest("POST", "/api/public/x", path, Map.of(), headers, Bytes.EMPTY, "id-1");
  }

  /** Returns a request with this body as endpoints receive it. */
  public static HttpRequest request(Bytes body) {
    return new HttpRequest("POST", "/api/public/x", Map.of(), Map.of(), Map.of(), body, "id-1");
  }

  /** Returns the headers with an additional one. */
  public static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }
}
