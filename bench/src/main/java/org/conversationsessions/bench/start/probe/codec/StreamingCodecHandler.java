package org.conversationsessions.bench.start.probe.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jackson's streaming parser and generator, with nothing built between. */
public final class StreamingCodecHandler extends PageHandler {
  private final JsonFactory factory = new JsonFactory();

  /** As Lambda makes it. */
  public StreamingCodecHandler() throws IOException {}

  StreamingCodecHandler(Path rows) throws IOException {
    super(rows);
  }

  @Override
  Asked read(InputStream event) throws IOException {
    Map<String, String> request = new HashMap<>();
    try (JsonParser parser = factory.createParser(event)) {
      parser.nextToken();
      scalars(parser, "", request);
    }
    Map<String, String> body = new HashMap<>();
    try (JsonParser parser = factory.createParser(of(request, "body"))) {
      parser.nextToken();
      scalars(parser, "", body);
    }
    return new Asked(
        of(request, "headers.auth"),
        of(request, "pathParameters.botId"),
        of(body, "dateFrom"),
        of(body, "dateTo"),
        Integer.parseInt(of(body, "limit")));
  }

  private static String of(Map<String, String> found, String path) {
    String value = found.get(path);
    if (value == null) {
      throw new IllegalArgumentException(path + " is missing");
    }
    return value;
  }

  /** Notes an object's values, and those of objects in it, by their names from the top. */
  private static void scalars(JsonParser parser, String above, Map<String, String> found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = above + parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        scalars(parser, path + ".", found);
      } else {
        found.put(path, parser.getText());
      }
    }
  }

  @Override
  void write(List<PageRow> page, OutputStream answer) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 << 10);
    try (JsonGenerator json = factory.createGenerator(body)) {
      json.writeStartObject();
      json.writeNumberField("total", page.size());
      json.writeArrayFieldStart("sessions");
      for (PageRow row : page) {
        write(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    try (JsonGenerator json = factory.createGenerator(answer)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", 200);
      json.writeObjectFieldStart("headers");
      json.writeStringField("content-type", "application/json");
      json.writeEndObject();
      json.writeFieldName("body");
      byte[] text = body.toByteArray();
      json.writeUTF8String(text, 0, text.length);
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, PageRow row) throws IOException {
    json.writeStartObject();
    for (int field = 0; field < PageRow.TEXTS.size(); field++) {
      json.writeStringField(PageRow.TEXTS.get(field), row.texts().get(field));
    }
    json.writeBooleanField("isDeveloper", row.developer());
    json.writeObjectFieldStart("tags");
    tags(json, "userTags", row.userTags());
    tags(json, "sessionTags", row.sessionTags());
    json.writeEndObject();
    json.writeNumberField("noOfMessagesExchanged", row.messages());
    json.writeNumberField("noOfTasksExecuted", row.tasks());
    json.writeEndObject();
  }

  private static void tags(JsonGenerator json, String kind, List<String> tags) throws IOException {
    json.writeArrayFieldStart(kind);
    for (int tag = 0; tag < tags.size(); tag += 2) {
      json.writeStartObject();
      json.writeStringField("name", tags.get(tag));
      json.writeStringField("value", tags.get(tag + 1));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
