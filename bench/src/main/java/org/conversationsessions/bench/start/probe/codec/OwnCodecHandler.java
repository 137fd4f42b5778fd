package org.conversationsessions.bench.start.probe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;

/** The service's own: a small tree from a streaming parser, and a writer straight into bytes. */
public final class OwnCodecHandler extends PageHandler {
  /** As Lambda makes it. */
  public OwnCodecHandler() throws IOException {}

  OwnCodecHandler(Path rows) throws IOException {
    super(rows);
  }

  @Override
  Asked read(InputStream event) throws IOException {
    JsonObject request = object(Bytes.readAll(event));
    JsonObject body = object(Bytes.utf8(request.text("body").orElseThrow()));
    return new Asked(
        request.object("headers").text("auth").orElseThrow(),
        request.object("pathParameters").text("botId").orElseThrow(),
        body.text("dateFrom").orElseThrow(),
        body.text("dateTo").orElseThrow(),
        Integer.parseInt(JsonWriter.text(body.member("limit").orElseThrow())));
  }

  private static JsonObject object(Bytes text) {
    return JsonReader.read(text).object().orElseThrow();
  }

  @Override
  void write(List<PageRow> page, OutputStream answer) throws IOException {
    JsonWriter body = new JsonWriter(64 << 10);
    body.beginObject().name("total").number(page.size()).name("sessions").beginArray();
    page.forEach(row -> write(body, row));
    Bytes text = body.endArray().endObject().finish();
    JsonWriter whole = new JsonWriter(text.size() * 5 / 4);
    whole.beginObject().name("statusCode").number(200).name("headers").beginObject();
    whole.name("content-type").text("application/json").endObject();
    whole.name("body").utf8(text).endObject().finish().writeTo(answer);
  }

  private static void write(JsonWriter json, PageRow row) {
    json.beginObject();
    for (int field = 0; field < PageRow.TEXTS.size(); field++) {
      json.name(PageRow.TEXTS.get(field)).text(row.texts().get(field));
    }
    json.name("isDeveloper").flag(row.developer()).name("tags").beginObject();
    tags(json, "userTags", row.userTags());
    tags(json, "sessionTags", row.sessionTags());
    json.endObject().name("noOfMessagesExchanged").number(row.messages());
    json.name("noOfTasksExecuted").number(row.tasks()).endObject();
  }

  private static void tags(JsonWriter json, String kind, List<String> tags) {
    json.name(kind).beginArray();
    for (int tag = 0; tag < tags.size(); tag += 2) {
      json.beginObject().name("name").text(tags.get(tag));
      json.name("value").text(tags.get(tag + 1)).endObject();
    }
    json.endArray();
  }
}
