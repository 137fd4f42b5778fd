package org.conversationsessions.api.activity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.Identifier;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;

/**
 * Reads activity events (contract, section 6). The rules are the same over HTTP and from the bus.
 */
public final class ActivityReader {
  /** The maximum number of events in one request. */
  public static final int MAX_EVENTS = 100;

  /** How far an event's time may lie in the future. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /** The longest text of a message, in bytes of UTF-8. */
  public static final int MAX_TEXT_BYTES = 32 * 1024;

  private static final int MAX_NAME = 256;
  private static final int MAX_TAG_NAME = 128;
  private static final int MAX_TAG_VALUE = 256;
  private static final int MAX_LANGUAGE = 64;
  private static final Map<String, ActivityType> TYPES = types();
  private static final Map<String, DebugLevel> LEVELS = levels();

  private ActivityReader() {}

  /** Reads and validates the events of a request's body, in the order sent. */
  public static List<ParsedEvent> readEvents(FieldReader body, BotId bot, Instant arrival) {
    return body.items("events", 1, MAX_EVENTS).orElseThrow(() -> body.missing("events")).stream()
        .map(event -> readEvent(event, bot, arrival, arrival))
        .toList();
  }

  /**
   * Reads and validates one event.
   *
   * @param arrival when the event arrived: the default of its time
   * @param now the current time, which decides whether the event lies in the future. It may be much
   *     later than the arrival.
   */
  public static ParsedEvent readEvent(Json event, BotId bot, Instant arrival, Instant now) {
    if (!(event instanceof JsonObject object)) {
      return new ParsedEvent.Invalid(
          Optional.empty(),
          Optional.empty(),
          ApiError.invalidArguments("event", "must be an object"));
    }
    return switch (FieldReader.read(object, fields -> read(fields, bot, arrival, now))) {
      case ParseResult.Value<ActivityEvent>(ActivityEvent value) -> new ParsedEvent.Valid(value);
      case ParseResult.Refused<ActivityEvent>(ApiError error) ->
          new ParsedEvent.Invalid(eventId(object), conversation(object, bot), error);
    };
  }

  /** Returns the conversation of an invalid event, if it names one. */
  private static Optional<ConversationKey> conversation(JsonObject event, BotId bot) {
    return switch (FieldReader.read(event, fields -> conversation(fields, bot))) {
      case ParseResult.Value<ConversationKey>(ConversationKey key) -> Optional.of(key);
      case ParseResult.Refused<ConversationKey> refused -> Optional.empty();
    };
  }

  private static ConversationKey conversation(FieldReader fields, BotId bot) {
    return new ConversationKey(
        bot,
        fields.requiredIdentifier("userId", ConversationKey.MAX_USER),
        fields.requiredIdentifier("channel", ConversationKey.MAX_CHANNEL));
  }

  private static Optional<String> eventId(JsonObject event) {
    return event
        .text("eventId")
        .filter(id -> !Identifier.isDamaged(id))
        .map(ActivityReader::forResponse);
  }

  /**
   * Returns the identifier in the form in which the response repeats it. A valid one is repeated
   * whole, so that the caller can find the event. One that is too long is shortened. The caller
   * leaves out damaged ones, because they would come back changed.
   */
  private static String forResponse(String id) {
    return id.codePointCount(0, id.length()) <= ActivityEvent.MAX_EVENT_ID ? id : Excerpt.of(id);
  }

  private static ActivityEvent read(FieldReader fields, BotId bot, Instant arrival, Instant now) {
    String eventId = fields.requiredIdentifier("eventId", ActivityEvent.MAX_EVENT_ID);
    ActivityType type = fields.choice("type", TYPES).orElseThrow(() -> fields.missing("type"));
    ConversationKey conversation = conversation(fields, bot);
    Optional<String> timestamp = fields.string("timestamp", 1, MAX_NAME);
    Optional<String> language = fields.string("lang", 0, MAX_LANGUAGE);
    Optional<String> intent = fields.identifier("intent", 0, MAX_NAME);
    Optional<String> task = fields.identifier("task", 0, MAX_NAME);
    Optional<String> text = fields.stringOfBytes("text", MAX_TEXT_BYTES);
    boolean isTransient = fields.bool("transient").orElse(false);
    Optional<MessageAuthor> agent =
        type == ActivityType.AGENT_MESSAGE
            ? fields.object("agent").map(ActivityReader::agent)
            : Optional.empty();
    boolean invalidInput = fields.bool("invalidInput").orElse(false);
    boolean refresh = fields.bool("refresh").orElse(false);
    boolean isDeveloper = fields.bool("isDeveloper").orElse(false);
    Optional<FieldReader> tagFields = fields.object("tags");
    Tags tags = tagFields.map(ActivityReader::tags).orElse(Tags.NONE);
    List<Tag> messageTags =
        tagFields.map(given -> tags(given, "message", MessageContent.MAX_TAGS)).orElse(List.of());
    Optional<DebugLine> handedIn =
        type == ActivityType.DEBUG_LOG ? Optional.of(debugLine(fields, eventId)) : Optional.empty();
    // The time's value is validated after the types of all fields (contract, section 3, rows 6 and
    // 7).
    Instant at = timestamp.map(value -> instant(fields, value, now)).orElse(arrival);
    return new ActivityEvent(
        eventId,
        conversation,
        type,
        at,
        language.filter(name -> !name.isEmpty()),
        intent.filter(name -> !name.isEmpty()),
        invalidInput,
        refresh,
        isDeveloper,
        tags,
        new MessageContent(
            text.orElse(""), isTransient, task.filter(name -> !name.isEmpty()), agent, messageTags),
        handedIn.map(line -> line.at(at.truncatedTo(ChronoUnit.MILLIS))));
  }

  /** Reads a line for the debug log (contract, section 18). Its time is set later. */
  private static DebugLine debugLine(FieldReader fields, String eventId) {
    return new DebugLine(
        Instant.EPOCH,
        fields.requiredString("title", 1, DebugLine.MAX_TITLE),
        fields.choice("level", LEVELS).orElse(DebugLevel.INFO),
        fields.stringOfBytes("message", DebugLine.MAX_MESSAGE_BYTES).orElse(""),
        new DebugDetail.Text(fields.stringOfBytes("detail", DebugLine.MAX_DETAIL_BYTES).orElse("")),
        Optional.empty(),
        Optional.of(eventId));
  }

  private static Instant instant(FieldReader fields, String value, Instant now) {
    String text = Excerpt.of(value);
    Instant at =
        IsoTime.read(value)
            .filter(time -> !time.isDay() && time.zone() != null)
            .map(IsoTime::instant)
            .orElseThrow(
                () ->
                    fields.refused(
                        ApiError.badRequest(
                            "timestamp: \"" + text + "\" is not an ISO 8601 time with a zone")));
    if (at.isAfter(now.plus(MAX_AHEAD))) {
      throw fields.refused(
          ApiError.badRequest(
              "timestamp: \""
                  + text
                  + "\" is more than 5 minutes in the future; it is "
                  + WireTime.of(now)
                  + " here"));
    }
    if (at.isBefore(Instant.EPOCH) || at.isAfter(SessionId.MAX_START)) {
      throw fields.refused(
          ApiError.badRequest("timestamp: \"" + text + "\" is not between 1970 and 2106"));
    }
    return at;
  }

  private static Tags tags(FieldReader fields) {
    // If a name is given twice, merging keeps the later tag.
    return Tags.NONE.with(
        new Tags(
            tags(fields, "user", Tags.MAX_PER_KIND), tags(fields, "session", Tags.MAX_PER_KIND)));
  }

  private static MessageAuthor agent(FieldReader fields) {
    return new MessageAuthor(
        fields.requiredIdentifier("id", MessageAuthor.MAX_LENGTH),
        fields.string("firstName", 0, MessageAuthor.MAX_LENGTH),
        fields.string("lastName", 0, MessageAuthor.MAX_LENGTH));
  }

  private static List<Tag> tags(FieldReader fields, String kind, int most) {
    List<Tag> tags = new ArrayList<>();
    for (FieldReader tag : fields.objects(kind, 0, most).orElse(List.of())) {
      tags.add(
          new Tag(
              tag.requiredIdentifier("name", MAX_TAG_NAME),
              tag.requiredString("value", 0, MAX_TAG_VALUE)));
    }
    return tags;
  }

  private static Map<String, DebugLevel> levels() {
    Map<String, DebugLevel> levels = new LinkedHashMap<>();
    for (DebugLevel level : DebugLevel.values()) {
      levels.put(level.wire(), level);
    }
    return levels;
  }

  private static Map<String, ActivityType> types() {
    Map<String, ActivityType> types = new LinkedHashMap<>();
    for (ActivityType type : ActivityType.values()) {
      types.put(type.wire(), type);
    }
    return types;
  }
}
