package org.conversationsessions.domain.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/** A builder of activity events for tests. Times are times of one day. */
public final class TestEventBuilder {
  /** The default conversation. */
  public static final ConversationKey HERE =
      new ConversationKey(new BotId("st-1"), "someone@example.com", "rtm");

  private static final AtomicLong COUNT = new AtomicLong();

  private final ActivityType type;
  private Instant at;
  private String eventId = "event-" + COUNT.incrementAndGet();
  private ConversationKey key = HERE;
  private Optional<String> language = Optional.empty();
  private Optional<String> intent = Optional.empty();
  private boolean invalidInput;
  private boolean refresh;
  private boolean developer;
  private MessageContent content = MessageContent.NONE;
  private Optional<DebugLine> debugLine = Optional.empty();
  private final List<Tag> userTags = new ArrayList<>();
  private final List<Tag> sessionTags = new ArrayList<>();

  private TestEventBuilder(ActivityType type, Instant at) {
    this.type = type;
    this.at = at;
  }

  /**
   * The instant of a time such as {@code 10:05} or {@code 10:05:00.001} of the day of all tests.
   */
  public static Instant at(String time) {
    return Instant.parse("2026-03-02T" + (time.length() == 5 ? time + ":00" : time) + "Z");
  }

  /** An event, with an identifier of its own. */
  public static TestEventBuilder event(ActivityType type, String time) {
    return new TestEventBuilder(type, at(time));
  }

  /** An event, with an identifier of its own. */
  public static TestEventBuilder event(ActivityType type, Instant at) {
    return new TestEventBuilder(type, at);
  }

  /** Returns a user message. */
  public static TestEventBuilder user(String time) {
    return event(ActivityType.USER_MESSAGE, time);
  }

  /** Returns a bot message. */
  public static TestEventBuilder bot(String time) {
    return event(ActivityType.BOT_MESSAGE, time);
  }

  /** Returns a connect event. */
  public static TestEventBuilder connect(String time) {
    return event(ActivityType.CONNECT, time);
  }

  /** A chat window is reloaded. */
  public static TestEventBuilder refresh(String time) {
    return refreshAt(at(time));
  }

  /** A chat window is reloaded. */
  public static TestEventBuilder refreshAt(Instant at) {
    TestEventBuilder event = event(ActivityType.CONNECT, at);
    event.refresh = true;
    return event;
  }

  /** Sets the identifier. */
  public TestEventBuilder id(String id) {
    eventId = id;
    return this;
  }

  /** Sets the conversation. */
  public TestEventBuilder in(ConversationKey conversation) {
    key = conversation;
    return this;
  }

  /** Sets the language. */
  public TestEventBuilder lang(String name) {
    language = Optional.of(name);
    return this;
  }

  /** Sets the intent. */
  public TestEventBuilder intent(String name) {
    intent = Optional.of(name);
    return this;
  }

  /** Marks the message as invalid input. */
  public TestEventBuilder invalid() {
    invalidInput = true;
    return this;
  }

  /** Marks the event as a developer's. */
  public TestEventBuilder developer() {
    developer = true;
    return this;
  }

  /** Adds a tag of the user. */
  public TestEventBuilder userTag(String name, String value) {
    userTags.add(new Tag(name, value));
    return this;
  }

  /** Adds a tag of the session. */
  public TestEventBuilder sessionTag(String name, String value) {
    sessionTags.add(new Tag(name, value));
    return this;
  }

  /** Sets the text. */
  public TestEventBuilder text(String text) {
    return content(new MessageContent(text, false, Optional.empty(), Optional.empty(), List.of()));
  }

  /** Sets what the message says. */
  public TestEventBuilder content(MessageContent said) {
    content = said;
    return this;
  }

  /** An event that hands in a line for the debug log. */
  public static TestEventBuilder debugLog(String time, String title, String detail) {
    TestEventBuilder event = event(ActivityType.DEBUG_LOG, time);
    event.debugLine =
        Optional.of(
            new DebugLine(
                event.at,
                title,
                DebugLevel.WARNING,
                title + " happened",
                new DebugDetail.Text(detail),
                Optional.empty(),
                Optional.empty()));
    return event;
  }

  /** Returns the event. */
  public ActivityEvent build() {
    return new ActivityEvent(
        eventId,
        key,
        type,
        at,
        language,
        intent,
        invalidInput,
        refresh,
        developer,
        new Tags(userTags, sessionTags),
        content,
        debugLine.map(
            line ->
                new DebugLine(
                    at,
                    line.title(),
                    line.level(),
                    line.message(),
                    line.detail(),
                    Optional.empty(),
                    Optional.of(eventId))));
  }
}
