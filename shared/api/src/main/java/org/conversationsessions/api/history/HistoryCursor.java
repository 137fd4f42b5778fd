package org.conversationsessions.api.history;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.api.fields.CursorText;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a history page. It contains the whole query, so that a default window stays fixed
 * while time passes, and the cursor alone continues the page. It grants no access: its sender is
 * checked like every caller.
 *
 * @param after the last session of the page
 */
record HistoryCursor(HistoryFilter filter, SessionId after) {
  private static final int MAX_TEXT = 24;

  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").string(after.value());
    CursorText.writeWindow(json, filter.window());
    filter.userId().ifPresent(user -> json.name("userId").string(user));
    filter.containment().ifPresent(c -> json.name("containmentType").string(c.wire()));
    filter.type().ifPresent(type -> json.name("sessionType").string(type.wire()));
    TagFields.write(json.name("tags"), filter.tags());
    return CursorText.of(json.endObject());
  }

  /**
   * Reads the text; empty if it is not a cursor of this service.
   *
   * @param maxWindow the longest window of a query
   */
  static Optional<HistoryCursor> read(String text, Duration maxWindow) {
    return CursorText.read(text, HistoryCursor::fields, HistoryCursor::text)
        .filter(cursor -> cursor.filter.window().length().compareTo(maxWindow) <= 0);
  }

  private static HistoryCursor fields(FieldReader fields) {
    HistoryFilter filter =
        new HistoryFilter(
            CursorText.window(fields),
            fields.identifier("userId", 1, ConversationKey.MAX_USER),
            fields.string("containmentType", 1, MAX_TEXT).flatMap(ContainmentType::ofWire),
            fields.string("sessionType", 1, MAX_TEXT).flatMap(SessionType::ofWire),
            TagFields.read(fields, TagFields.OF_SESSIONS));
    return new HistoryCursor(filter, CursorText.sessionId(fields, "after"));
  }
}
