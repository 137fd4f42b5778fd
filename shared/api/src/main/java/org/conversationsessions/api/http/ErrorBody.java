package org.conversationsessions.api.http;

import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.api.json.JsonWriter;

/** The one place that gives errors their form (contract, section 3). */
public final class ErrorBody {
  private ErrorBody() {}

  /** The answer that tells the error. */
  public static HttpResponse response(ApiError error) {
    JsonWriter json = new JsonWriter(256);
    json.beginObject().name("errors").beginArray();
    write(error, json);
    json.endArray().endObject();
    Map<String, String> headers = new HashMap<>(error.headers());
    headers.put("content-type", "application/json");
    return new HttpResponse(error.status(), headers, json.finish());
  }

  /** Writes {@code {"msg":…,"code":…}}, as it also stands for a single event that was refused. */
  public static void write(ApiError error, JsonWriter json) {
    json.beginObject().name("msg").text(error.msg()).name("code").number(error.code());
    error.requestId().ifPresent(requestId -> json.name("requestId").text(requestId));
    json.endObject();
  }
}
