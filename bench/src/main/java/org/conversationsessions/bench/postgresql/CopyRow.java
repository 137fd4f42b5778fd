package org.conversationsessions.bench.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;
import org.jspecify.annotations.Nullable;

/** A session as a line of PostgreSQL's {@code COPY}, in its text format. */
final class CopyRow {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NULL = "\\N";

  private CopyRow() {}

  /** Returns a session's line, without its end. The columns are those of {@code schema.sql}. */
  static String of(Session session) {
    Optional<Closing> closing = session.closing();
    return Stream.of(
            session.conversation().bot().value(),
            session.id().value(),
            session.conversation().userId(),
            session.conversation().channel(),
            session.startTime().toString(),
            session.endTime().toString(),
            JSON.valueToTree(session.languages()).toString(),
            session.type().wire(),
            session.containment().wire(),
            Boolean.toString(session.developer()),
            tags(session).toString(),
            Integer.toString(session.messages()),
            Integer.toString(session.tasks()),
            text(session.transfer().map(AgentTransfer::at)),
            text(closing.map(Closing::recordedAt)),
            closing.map(each -> each.reason().wire()).orElse(null),
            closing.map(Closing::defaultLanguage).orElse(null))
        .map(CopyRow::column)
        .collect(Collectors.joining("\t"));
  }

  private static @Nullable String text(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private static JsonNode tags(Session session) {
    ArrayNode tags = JSON.createArrayNode();
    add(tags, "user", session.tags().user());
    add(tags, "session", session.tags().session());
    return tags;
  }

  private static void add(ArrayNode tags, String type, List<Tag> added) {
    for (Tag tag : added) {
      tags.addObject()
          .put("type", type)
          .put("name", tag.name())
          .put("value", tag.value())
          .put("at", tag.setAt().toString());
    }
  }

  /** Returns a text with {@code COPY}'s escapes. */
  private static String column(@Nullable String text) {
    return text == null
        ? NULL
        : text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }
}
