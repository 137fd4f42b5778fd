package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonReader.Parsed;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;

/**
 * Where a page ended, and the whole question it belongs to: so a default window stays where it was
 * while time goes on, and the cursor alone continues the page. It grants nothing: who sends it is
 * checked like anybody else.
 *
 * @param filter the question
 * @param after the last session shown
 */
record HistoryCursor(HistoryFilter filter, SessionId after) {
  private static final int MAX_ID = 24;

  /** The opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").text(after.value());
    json.name("from").number(filter.window().from().toEpochMilli());
    json.name("to").number(filter.window().to().toEpochMilli());
    filter.userId().ifPresent(user -> json.name("userId").text(user));
    filter.containment().ifPresent(c -> json.name("containmentType").text(c.wire()));
    filter.type().ifPresent(type -> json.name("sessionType").text(type.wire()));
    TagFields.write(json.name("tags"), filter.tags());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.endObject().finish().toArray());
  }

  /**
   * Reads the text; empty if it is not one of ours. Anybody can write such a text: it asks for
   * nothing here that could not be asked for without it.
   *
   * @param longest the longest window that a question has
   */
  static Optional<HistoryCursor> read(String text, Duration longest) {
    // One that does not give the same text again holds something that was not understood.
    return decoded(text)
        .filter(cursor -> cursor.filter.window().length().compareTo(longest) <= 0)
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
    String after = fields.requiredText("after", MAX_ID, MAX_ID);
    OptionalLong from = instant(fields, "from");
    OptionalLong to = instant(fields, "to");
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
            fields.text("containmentType", 1, MAX_ID).flatMap(ContainmentType::ofWire),
            fields.text("sessionType", 1, MAX_ID).flatMap(SessionType::ofWire),
            TagFields.read(fields));
    return Optional.of(new HistoryCursor(filter, new SessionId(after)));
  }

  /** Years 0 to 9999: what dates can be written as. */
  private static OptionalLong instant(FieldReader fields, String name) {
    return fields.integer(name, -62_167_219_200_000L, 253_402_300_799_999L);
  }
}
