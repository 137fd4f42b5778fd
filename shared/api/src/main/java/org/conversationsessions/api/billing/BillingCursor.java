package org.conversationsessions.api.billing;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.api.fields.CursorText;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a page of billing sessions. It contains the whole query, so the cursor alone
 * continues the page. It grants no access: its sender is checked like every caller.
 *
 * @param filter which billing sessions are wanted
 * @param after the last billing session of the page
 */
record BillingCursor(BillingFilter filter, BillingPosition after) {
  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").string(after.session().value());
    json.name("number").number(after.number());
    CursorText.writeWindow(json, filter.window());
    filter.botId().ifPresent(bot -> json.name("botId").string(bot));
    filter.channel().ifPresent(channel -> json.name("channel").string(channel));
    return CursorText.of(json.endObject());
  }

  /**
   * Reads the text; empty if it is not a cursor of this service.
   *
   * @param maxWindow the longest window of a query
   */
  static Optional<BillingCursor> read(String text, Duration maxWindow) {
    return CursorText.read(text, BillingCursor::fields, BillingCursor::text)
        .filter(cursor -> cursor.filter.window().length().compareTo(maxWindow) <= 0);
  }

  private static BillingCursor fields(FieldReader fields) {
    long number =
        fields.integer("number", 0, Integer.MAX_VALUE).orElseThrow(() -> fields.missing("number"));
    return new BillingCursor(
        new BillingFilter(
            CursorText.window(fields),
            fields.identifier("botId", 1, Integer.MAX_VALUE),
            fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL)),
        new BillingPosition(CursorText.sessionId(fields, "after"), (int) number));
  }
}
