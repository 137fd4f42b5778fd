package org.conversationsessions.api.http;

import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.json.JsonWriter;

/** Writes errors in the contract's form (section 3). */
public final class ErrorBody {
  private ErrorBody() {}

  /** Returns the error's response. */
  public static HttpResponse response(ApiError error) {
    JsonWriter json = new JsonWriter(256);
    json.beginObject().name("errors").beginArray();
    write(error, json);
    json.endArray().endObject();
    Map<String, String> headers = new HashMap<>(error.headers());
    headers.put("content-type", "application/json");
    return new HttpResponse(error.status(), headers, json.finish());
  }

  /**
   * Writes {@code {"msg":…,"code":…}}, the form that the result of a single rejected event uses
   * too.
   */
  public static void write(ApiError error, JsonWriter json) {
    json.beginObject().name("msg").string(error.msg()).name("code").number(error.code());
    error.requestId().ifPresent(requestId -> json.name("requestId").string(requestId));
    json.endObject();
  }
}
