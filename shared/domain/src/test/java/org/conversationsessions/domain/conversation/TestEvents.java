package org.conversationsessions.domain.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/** Activity events for tests, written briefly: what happened, and at what time of one day. */
public final class TestEvents {
  /** Where events happen unless they say otherwise. */
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
  private final List<Tag> userTags = new ArrayList<>();
  private final List<Tag> sessionTags = new ArrayList<>();

  private TestEvents(ActivityType type, Instant at) {
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
  public static TestEvents event(ActivityType type, String time) {
    return new TestEvents(type, at(time));
  }

  /** An event, with an identifier of its own. */
  public static TestEvents event(ActivityType type, Instant at) {
    return new TestEvents(type, at);
  }

  /** The end user says something. */
  public static TestEvents user(String time) {
    return event(ActivityType.USER_MESSAGE, time);
  }

  /** The bot says something. */
  public static TestEvents bot(String time) {
    return event(ActivityType.BOT_MESSAGE, time);
  }

  /** A channel connects. */
  public static TestEvents connect(String time) {
    return event(ActivityType.CONNECT, time);
  }

  /** A chat window is reloaded. */
  public static TestEvents refresh(String time) {
    return refreshAt(at(time));
  }

  /** A chat window is reloaded. */
  public static TestEvents refreshAt(Instant at) {
    TestEvents event = event(ActivityType.CONNECT, at);
    event.refresh = true;
    return event;
  }

  /** With this identifier. */
  public TestEvents id(String id) {
    eventId = id;
    return this;
  }

  /** In this conversation. */
  public TestEvents in(ConversationKey conversation) {
    key = conversation;
    return this;
  }

  /** In this language. */
  public TestEvents lang(String name) {
    language = Optional.of(name);
    return this;
  }

  /** With this intent. */
  public TestEvents intent(String name) {
    intent = Optional.of(name);
    return this;
  }

  /** No valid input for what was going on. */
  public TestEvents invalid() {
    invalidInput = true;
    return this;
  }

  /** A developer's. */
  public TestEvents developer() {
    developer = true;
    return this;
  }

  /** With one more tag of the user. */
  public TestEvents userTag(String name, String value) {
    userTags.add(new Tag(name, value));
    return this;
  }

  /** With one more tag of the session. */
  public TestEvents sessionTag(String name, String value) {
    sessionTags.add(new Tag(name, value));
    return this;
  }

  /** The event. */
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
        new Tags(userTags, sessionTags));
  }
}
