package org.conversationsessions.api.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a page of billing sessions. It contains the whole query, so the cursor alone
 * continues the page. It grants no access: its sender is checked like every caller.
 *
 * @param filter the filter
 * @param after the last billing session of the page
 */
record BillingCursor(BillingFilter filter, BillingPosition after) {
  private static final int SESSION_ID = 24;

  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").string(after.session().value());
    json.name("number").number(after.number());
    json.name("from").number(filter.window().from().toEpochMilli());
    json.name("to").number(filter.window().to().toEpochMilli());
    filter.botId().ifPresent(bot -> json.name("botId").string(bot));
    filter.channel().ifPresent(channel -> json.name("channel").string(channel));
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
  static Optional<BillingCursor> read(String text, Duration maxWindow) {
    // A cursor that does not encode to the same text contains something unknown.
    return decoded(text)
        .filter(cursor -> cursor.filter.window().length().compareTo(maxWindow) <= 0)
        .filter(cursor -> cursor.text().equals(text));
  }

  private static Optional<BillingCursor> decoded(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return JsonReader.read(Bytes.copyOf(bytes)) instanceof Parsed.Value(JsonObject object)
            && FieldReader.read(object, BillingCursor::fields)
                instanceof
                ParseResult.Value<Optional<BillingCursor>>(Optional<BillingCursor> cursor)
        ? cursor
        : Optional.empty();
  }

  private static Optional<BillingCursor> fields(FieldReader fields) {
    String after = fields.requiredString("after", SESSION_ID, SESSION_ID);
    OptionalLong number = fields.integer("number", 0, Integer.MAX_VALUE);
    OptionalLong from = DateRange.milliseconds(fields, "from");
    OptionalLong to = DateRange.milliseconds(fields, "to");
    if (!SessionId.isValid(after)
        || number.isEmpty()
        || from.isEmpty()
        || to.isEmpty()
        || from.getAsLong() > to.getAsLong()) {
      return Optional.empty();
    }
    return Optional.of(
        new BillingCursor(
            new BillingFilter(
                new TimeWindow(
                    Instant.ofEpochMilli(from.getAsLong()), Instant.ofEpochMilli(to.getAsLong())),
                fields.identifier("botId", 1, Integer.MAX_VALUE),
                fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL)),
            new BillingPosition(new SessionId(after), (int) number.getAsLong())));
  }
}
