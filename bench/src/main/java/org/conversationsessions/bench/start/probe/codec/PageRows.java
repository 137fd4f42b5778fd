package org.conversationsessions.bench.start.probe.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the rows of a page out of an answer of the function for the history. */
public final class PageRows {
  private PageRows() {}

  /**
   * The rows as lines for the file that {@link PageHandler#ROWS} names.
   *
   * @param answer as API Gateway gets it, with its body as text
   * @throws IllegalArgumentException if it is no such answer
   */
  public static List<String> of(byte[] answer) {
    try {
      JsonMapper mapper = new JsonMapper();
      JsonNode body = mapper.readTree(mapper.readTree(answer).path("body").asText());
      List<String> lines = new ArrayList<>();
      body.path("sessions").forEach(session -> lines.add(row(session).line()));
      return lines;
    } catch (IOException e) {
      throw new IllegalArgumentException("no answer with a page", e);
    }
  }

  private static PageRow row(JsonNode session) {
    return new PageRow(
        PageRow.TEXTS.stream().map(field -> text(session.path(field))).toList(),
        session.path("isDeveloper").asBoolean(),
        tags(session.path("tags").path("userTags")),
        tags(session.path("tags").path("sessionTags")),
        session.path("noOfMessagesExchanged").asInt(),
        session.path("noOfTasksExecuted").asInt());
  }

  /** A text; of several, the first. */
  private static String text(JsonNode value) {
    return value.isArray() ? value.path(0).asText() : value.asText();
  }

  private static List<String> tags(JsonNode tags) {
    List<String> all = new ArrayList<>();
    for (JsonNode tag : tags) {
      all.add(tag.path("name").asText());
      all.add(tag.path("value").asText());
    }
    return all;
  }
}
