package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a history page. It contains the whole query, so that a default window stays fixed
 * while time passes, and the cursor alone continues the page. It grants no access: its sender is
 * checked like every caller.
 *
 * @param filter the query
 * @param after the last session of the page
 */
record HistoryCursor(HistoryFilter filter, SessionId after) {
  private static final int MAX_TEXT = 24;

  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").string(after.value());
    json.name("from").number(filter.window().from().toEpochMilli());
    json.name("to").number(filter.window().to().toEpochMilli());
    filter.userId().ifPresent(user -> json.name("userId").string(user));
    filter.containment().ifPresent(c -> json.name("containmentType").string(c.wire()));
    filter.type().ifPresent(type -> json.name("sessionType").string(type.wire()));
    TagFields.write(json.name("tags"), filter.tags());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.endObject().finish().toArray());
  }

  /**
   * Reads the text; empty if it is not a cursor of this service. Anyone can forge a cursor, so it
   * can express nothing that a query without a cursor could not.
   *
   * @param maxWindow the longest window of a query
   */
  static Optional<HistoryCursor> read(String text, Duration maxWindow) {
    // A cursor that does not encode to the same text contains something unknown.
    return decoded(text)
        .filter(cursor -> cursor.filter.window().length().compareTo(maxWindow) <= 0)
        .filter(cursor -> cursor.text().equals(text));
  }

  private static Optional<HistoryCursor> decoded(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return JsonReader.read(Bytes.copyOf(bytes)) instanceof Parsed.Value(JsonObject object)
            && FieldReader.read(object, HistoryCursor::fields)
                instanceof
                ParseResult.Value<Optional<HistoryCursor>>(Optional<HistoryCursor> cursor)
        ? cursor
        : Optional.empty();
  }

  private static Optional<HistoryCursor> fields(FieldReader fields) {
    String after = fields.requiredString("after", MAX_TEXT, MAX_TEXT);
    OptionalLong from = DateRange.milliseconds(fields, "from");
    OptionalLong to = DateRange.milliseconds(fields, "to");
    if (!SessionId.isValid(after)
        || from.isEmpty()
        || to.isEmpty()
        || from.getAsLong() > to.getAsLong()) {
      return Optional.empty();
    }
    HistoryFilter filter =
        new HistoryFilter(
            new TimeWindow(
                Instant.ofEpochMilli(from.getAsLong()), Instant.ofEpochMilli(to.getAsLong())),
            fields.identifier("userId", 1, ConversationKey.MAX_USER),
            fields.string("containmentType", 1, MAX_TEXT).flatMap(ContainmentType::ofWire),
            fields.string("sessionType", 1, MAX_TEXT).flatMap(SessionType::ofWire),
            TagFields.read(fields, TagFields.OF_SESSIONS));
    return Optional.of(new HistoryCursor(filter, new SessionId(after)));
  }
}
