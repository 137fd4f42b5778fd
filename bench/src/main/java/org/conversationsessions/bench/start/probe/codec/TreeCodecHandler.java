package org.conversationsessions.bench.start.probe.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Jackson's trees. */
public final class TreeCodecHandler extends PageHandler {
  private final JsonMapper mapper = new JsonMapper();

  /** As Lambda makes it. */
  public TreeCodecHandler() throws IOException {}

  TreeCodecHandler(Path rows) throws IOException {
    super(rows);
  }

  @Override
  Asked read(InputStream event) throws IOException {
    JsonNode request = mapper.readTree(event);
    JsonNode body = mapper.readTree(request.path("body").asText());
    return new Asked(
        request.path("headers").path("auth").asText(),
        request.path("pathParameters").path("botId").asText(),
        body.path("dateFrom").asText(),
        body.path("dateTo").asText(),
        body.path("limit").asInt());
  }

  @Override
  void write(List<PageRow> page, OutputStream answer) throws IOException {
    ObjectNode body = mapper.createObjectNode().put("total", page.size());
    ArrayNode sessions = body.putArray("sessions");
    page.forEach(row -> write(sessions.addObject(), row));
    ObjectNode whole = mapper.createObjectNode().put("statusCode", 200);
    whole.putObject("headers").put("content-type", "application/json");
    whole.put("body", mapper.writeValueAsString(body));
    mapper.writeValue(answer, whole);
  }

  private static void write(ObjectNode json, PageRow row) {
    for (int field = 0; field < PageRow.TEXTS.size(); field++) {
      json.put(PageRow.TEXTS.get(field), row.texts().get(field));
    }
    json.put("isDeveloper", row.developer());
    ObjectNode tags = json.putObject("tags");
    tags(tags.putArray("userTags"), row.userTags());
    tags(tags.putArray("sessionTags"), row.sessionTags());
    json.put("noOfMessagesExchanged", row.messages()).put("noOfTasksExecuted", row.tasks());
  }

  private static void tags(ArrayNode json, List<String> tags) {
    for (int tag = 0; tag < tags.size(); tag += 2) {
      json.addObject().put("name", tags.get(tag)).put("value", tags.get(tag + 1));
    }
  }
}
