package org.conversationsessions.domain.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session.Contribution;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;

/**
 * One thing that happened in a conversation (contract, section 6). Sessions are made of nothing
 * else.
 *
 * @param eventId its identifier, 1 to 128 characters; repeated, it changes nothing
 * @param conversation where it happened
 * @param type what happened
 * @param timestamp when, to the millisecond; finer is dropped
 * @param language the language of this message
 * @param intent what the NLP made of a user message
 * @param invalidInput whether the message was no valid input for what was going on
 * @param refresh on {@code connect}: the chat window was reloaded
 * @param developer whether a developer tries the bot
 * @param tags the tags it sets, at its own time
 */
public record ActivityEvent(
    String eventId,
    ConversationKey conversation,
    ActivityType type,
    Instant timestamp,
    Optional<String> language,
    Optional<String> intent,
    boolean invalidInput,
    boolean refresh,
    boolean developer,
    Tags tags) {
  /** The longest event identifier, in characters. */
  public static final int MAX_EVENT_ID = 128;

  /**
   * Drops what is finer than a millisecond, and gives the tags its time; refuses a time that no
   * session can start at.
   */
  public ActivityEvent {
    if (timestamp.isBefore(Instant.EPOCH) || timestamp.isAfter(SessionId.MAX_START)) {
      throw new IllegalArgumentException("an event happens between 1970 and 2106");
    }
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    tags = tags.setAt(timestamp);
  }

  /** Whether the chat window was reloaded: the old session ends. */
  public boolean isRefresh() {
    return type == ActivityType.CONNECT && refresh;
  }

  /**
   * Whether the last session takes this event's user tags, although the event comes after that
   * session and does not fall into it. A task or an unidentified intent has more to tell than its
   * tags: it is refused as a whole.
   */
  boolean leavesUserTags() {
    return !tags.user().isEmpty() && (type == ActivityType.TAGS || type.isDiscard());
  }

  /** The user tags alone, as an addition to a session that the event does not fall into. */
  Contribution userTags() {
    return new Contribution(
        timestamp, false, false, Optional.empty(), false, new Tags(tags.user(), List.of()), 0, 0);
  }

  /** What this adds to a session's figures. */
  Contribution contribution() {
    return new Contribution(
        timestamp,
        type.isMessage() || type.isTask(),
        type.isUsers(),
        language,
        developer,
        tags,
        type.isMessage() ? 1 : 0,
        type.isExecutedTask() ? 1 : 0);
  }
}
