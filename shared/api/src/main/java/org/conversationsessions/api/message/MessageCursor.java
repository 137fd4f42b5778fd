package org.conversationsessions.api.message;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.api.fields.CursorText;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.history.TagFields;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.JsonWriter;

/**
 * The cursor of a page of messages. It contains the whole query, so that a default window stays
 * fixed while time passes, and the cursor alone continues the page. It grants no access: its sender
 * is checked like every caller.
 *
 * @param filter which messages are wanted
 * @param around the message from which later or earlier ones are wanted
 * @param forward whether the oldest message comes first
 * @param after the position of the page's last message
 */
record MessageCursor(
    MessageFilter filter, Optional<Around> around, boolean forward, MessagePosition after) {
  private static final int MAX_ID = 64;

  /** Returns the opaque text. */
  String text() {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("after").string(after.id().wire());
    json.name("at").number(after.createdOn().toEpochMilli());
    json.name("forward").bool(forward);
    CursorText.writeWindow(json, filter.window());
    filter.userId().ifPresent(user -> json.name("userId").string(user));
    filter.channel().ifPresent(channel -> json.name("channel").string(channel));
    filter.sessions().ifPresent(ids -> writeArray(json.name("sessions"), values(ids)));
    writeArray(
        json.name("type"), filter.directions().stream().map(MessageDirection::wire).toList());
    filter.developer().ifPresent(is -> json.name("isDeveloper").bool(is));
    TagFields.write(json.name("tags"), filter.tags());
    around.ifPresent(
        start ->
            json.name("around")
                .string(start.message().wire())
                .name("side")
                .string(start.side().name()));
    return CursorText.of(json.endObject());
  }

  /**
   * Reads the text; empty if it is not a cursor of this service.
   *
   * @param longest the longest window of a query for all messages of a bot
   */
  static Optional<MessageCursor> read(String text, Duration longest) {
    return CursorText.read(text, MessageCursor::fields, MessageCursor::text)
        .filter(cursor -> cursor.isNarrow(longest));
  }

  private boolean isNarrow(Duration longest) {
    return filter.window().length().compareTo(longest) <= 0
        || filter.userId().isPresent()
        || filter.sessions().isPresent()
        || around.isPresent();
  }

  private static MessageCursor fields(FieldReader fields) {
    MessageFilter filter =
        new MessageFilter(
            CursorText.window(fields),
            fields.identifier("userId", 1, ConversationKey.MAX_USER),
            fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL),
            fields
                .strings("sessions", 0, MessageRequest.MAX_IDS, 1, MAX_ID)
                .map(ids -> sessions(fields, ids)),
            directions(fields),
            fields.bool("isDeveloper"),
            TagFields.read(fields, TagFields.OF_MESSAGES));
    Optional<Around> around =
        fields.has("around")
            ? Optional.of(new Around(id(fields, "around"), side(fields)))
            : Optional.empty();
    return new MessageCursor(
        filter,
        around,
        fields.bool("forward").orElse(false),
        new MessagePosition(CursorText.instant(fields, "at"), id(fields, "after")));
  }

  private static MessageId id(FieldReader fields, String name) {
    return MessageId.ofWire(fields.requiredString(name, 1, MAX_ID))
        .orElseThrow(() -> fields.invalid(name, "is not a message's identifier"));
  }

  private static Side side(FieldReader fields) {
    Map<String, Side> sides =
        Map.of(Side.LATER.name(), Side.LATER, Side.EARLIER.name(), Side.EARLIER);
    return fields.choice("side", sides).orElseThrow(() -> fields.missing("side"));
  }

  private static Set<MessageDirection> directions(FieldReader fields) {
    Map<String, MessageDirection> known = new LinkedHashMap<>();
    for (MessageDirection direction : MessageDirection.values()) {
      known.put(direction.wire(), direction);
    }
    return fields.strings("type", 0, known.size(), 1, MAX_ID).orElse(List.of()).stream()
        .filter(known::containsKey)
        .map(known::get)
        .collect(Collectors.toSet());
  }

  private static Set<SessionId> sessions(FieldReader fields, List<String> texts) {
    Set<SessionId> ids = new HashSet<>();
    for (String text : texts) {
      if (!SessionId.isValid(text)) {
        throw fields.invalid("sessions", "has an element that is not a session's identifier");
      }
      ids.add(new SessionId(text));
    }
    return ids;
  }

  private static List<String> values(Set<SessionId> ids) {
    return ids.stream().sorted().map(SessionId::value).toList();
  }

  private static void writeArray(JsonWriter json, List<String> texts) {
    json.beginArray();
    texts.stream().sorted().forEach(json::string);
    json.endArray();
  }
}
