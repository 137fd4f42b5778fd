package org.conversationsessions.api.message;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.TagFields;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * The fields of a query for messages, of the right types (contract, section 14). Their values are
 * interpreted after all types have been checked (contract, section 3, rows 6 and 7).
 *
 * @param userId the end user
 * @param sessions the sessions as named
 * @param message the message to start from, as named
 * @param side the side wanted of that message
 * @param forward whether the oldest message comes first
 * @param developer whether a developer's sessions are wanted or others
 * @param tags the condition on tags
 */
record MessageFields(
    Optional<String> userId,
    Optional<String> channel,
    Optional<List<String>> sessions,
    Optional<String> message,
    Side side,
    Optional<Boolean> forward,
    Set<MessageDirection> directions,
    Optional<Boolean> developer,
    Optional<TagFilter> tags,
    DateRange dates) {
  /** The longest range of dates of {@code messages-lite}. */
  private static final Duration LITE_RANGE = Duration.ofDays(31);

  private static final String MESSAGE = "msgId";
  private static final String SESSIONS = "sessionId";
  private static final String USER = "userId";
  private static final String USER_ALIAS = "channelUId";
  private static final String TYPE = "type";

  /** Reads the fields. */
  static MessageFields read(FieldReader fields, MessageApi api) {
    boolean lite = api == MessageApi.LITE;
    if (fields.has("callId")) {
      throw fields.invalid("callId", "is not supported");
    }
    Optional<String> message = fields.identifier(MESSAGE, 1, Integer.MAX_VALUE);
    MessageFields read =
        new MessageFields(
            userId(fields),
            fields.identifier("channelType", 1, ConversationKey.MAX_CHANNEL),
            sessions(fields),
            message,
            message.isPresent() ? side(fields) : Side.LATER,
            fields.boolOrText("forward"),
            lite ? directions(fields) : Set.of(),
            lite ? fields.boolOrText("isDeveloper") : Optional.empty(),
            fields.has("tags")
                ? Optional.of(TagFields.read(fields, TagFields.OF_MESSAGES))
                : Optional.empty(),
            DateRange.read(fields));
    for (String name : List.of("includeLatency", "includeSecureForm", "includeMeta")) {
      fields.boolOrText(name);
    }
    if (message.isPresent() && read.dates.isGiven()) {
      throw fields.invalid(MESSAGE, "cannot be combined with dateFrom and dateTo");
    }
    return read;
  }

  /** Returns the window of a query. */
  TimeWindow window(MessageApi api, Instant now, Duration longest) {
    if (message.isPresent()) {
      return MessageFilter.ANY_TIME;
    }
    if (sessions.isPresent()) {
      return dates.windowWithin(MessageFilter.ANY_TIME, Optional.empty());
    }
    return api == MessageApi.LITE
        ? dates.windowWithin(MessageFilter.ANY_TIME, Optional.of(LITE_RANGE))
        : dates.window(now, longest);
  }

  private static Optional<String> userId(FieldReader fields) {
    Optional<String> userId = fields.identifier(USER, 1, ConversationKey.MAX_USER);
    Optional<String> alias = fields.identifier(USER_ALIAS, 1, ConversationKey.MAX_USER);
    if (userId.isPresent() && alias.isPresent() && !userId.equals(alias)) {
      throw fields.invalid(USER_ALIAS, "differs from userId; they are two names of one end user");
    }
    return userId.or(() -> alias);
  }

  /** Reads an array, or one string, in which commas separate several. */
  private static Optional<List<String>> sessions(FieldReader fields) {
    Optional<List<String>> ids = fields.separated(SESSIONS);
    if (ids.isEmpty()) {
      return fields.identifiers(SESSIONS, 0, MessageRequest.MAX_IDS, 0, Integer.MAX_VALUE);
    }
    fields.identifier(SESSIONS, 0, Integer.MAX_VALUE);
    if (ids.get().size() > MessageRequest.MAX_IDS) {
      throw fields.invalid(SESSIONS, "must name at most " + MessageRequest.MAX_IDS + " sessions");
    }
    return ids;
  }

  private static Side side(FieldReader fields) {
    long direction = fields.integer("direction", Long.MIN_VALUE, Long.MAX_VALUE).orElse(1);
    if (direction == 0) {
      return Side.BOTH;
    }
    return direction > 0 ? Side.LATER : Side.EARLIER;
  }

  private static Set<MessageDirection> directions(FieldReader fields) {
    Map<String, MessageDirection> known = new LinkedHashMap<>();
    for (MessageDirection direction : MessageDirection.values()) {
      known.put(direction.wire(), direction);
    }
    List<String> types =
        fields
            .separated(TYPE)
            .or(() -> fields.strings(TYPE, 1, known.size(), 0, Integer.MAX_VALUE))
            .orElse(List.of());
    if (!known.keySet().containsAll(types)) {
      throw fields.invalid(TYPE, "must name " + String.join(" or ", known.keySet()));
    }
    return types.stream().map(known::get).collect(Collectors.toSet());
  }
}
