package org.conversationsessions.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rows of JSON: the API's own objects with all their fields, and first {@code record}, which is
 * {@code session} or {@code message}.
 */
final class NdjsonRows implements ExportRows {
  @Override
  public String header() {
    return "";
  }

  @Override
  public String session(JsonNode session) {
    return row("session", session);
  }

  @Override
  public String message(JsonNode message) {
    return row("message", message);
  }

  private static String row(String kind, JsonNode fields) {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("record", kind);
    fields.properties().forEach(field -> row.set(field.getKey(), field.getValue()));
    return row + "\n";
  }
}
