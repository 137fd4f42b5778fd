package org.conversationsessions.api.debug;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.debug.DebugDetail.Field;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugDetail.Text;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.json.JsonWriter;

/** Writes the response of the debug logs API (contract, section 18). */
public final class DebugLogResponse {
  private DebugLogResponse() {}

  /** Returns the response with no lines. */
  public static HttpResponse empty() {
    return response(new JsonWriter().beginArray().endArray(), 0);
  }

  /**
   * Returns the page of a request.
   *
   * @param conversation the conversation of the lines
   * @param lines all lines of the window, oldest first
   */
  public static HttpResponse of(
      DebugLogRequest asked, ConversationKey conversation, List<DebugLine> lines) {
    JsonWriter json = new JsonWriter().beginArray();
    lines.stream()
        .skip(asked.offset())
        .limit(asked.limit())
        .forEach(line -> write(json, line, conversation, asked.minimumInfo()));
    return response(json.endArray(), lines.size());
  }

  private static HttpResponse response(JsonWriter json, int total) {
    HttpResponse plain = HttpResponse.json(json.finish());
    Map<String, String> headers = new HashMap<>(plain.headers());
    headers.put("x-total-count", Integer.toString(total));
    return new HttpResponse(plain.status(), headers, plain.body());
  }

  private static void write(
      JsonWriter json, DebugLine line, ConversationKey conversation, boolean minimumInfo) {
    json.beginObject()
        .name("timestamp")
        .string(WireTime.of(line.at()))
        .name("debugTitle")
        .string(line.title())
        .name("debugLevel")
        .string(line.level().wire())
        .name("debugMessage")
        .string(line.message());
    if (!minimumInfo) {
      writeDetail(json, line);
    }
    json.name("metaInfo")
        .beginObject()
        .name("channel")
        .string(conversation.channel())
        .name("identity")
        .string(conversation.userId())
        .endObject()
        .endObject();
  }

  private static void writeDetail(JsonWriter json, DebugLine line) {
    switch (line.detail()) {
      case Text(String text) -> {
        if (!text.isEmpty()) {
          json.name("debugDetail").string(text);
        }
      }
      case Fields(List<Field> fields) -> json.name("debugDetail").string(text(line, fields));
    }
  }

  /** Returns the values of a line as the text of a JSON object. */
  private static String text(DebugLine line, List<Field> fields) {
    JsonWriter json = new JsonWriter().beginObject();
    line.session().ifPresent(session -> json.name("session").string(session.value()));
    line.eventId().ifPresent(event -> json.name("event").string(event));
    for (Field field : fields) {
      json.name(field.name());
      if (field.isList()) {
        json.beginArray();
        field.values().forEach(json::string);
        json.endArray();
      } else {
        json.string(field.values().getFirst());
      }
    }
    return new String(json.endObject().finish().toArray(), StandardCharsets.UTF_8);
  }
}
