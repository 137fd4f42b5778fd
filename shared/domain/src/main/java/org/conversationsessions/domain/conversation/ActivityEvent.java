package org.conversationsessions.domain.conversation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session.Contribution;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;

/**
 * An activity event: one thing that happened in a conversation (contract, section 6). Sessions are
 * derived only from these events.
 *
 * @param eventId the event's identifier, 1 to 128 characters; an event with a known identifier
 *     changes nothing
 * @param conversation the bot, end user and channel that it belongs to
 * @param type the kind of event
 * @param timestamp when it happened, in milliseconds; finer parts are dropped
 * @param language the language of the message
 * @param intent the intent that the NLP found in a user message
 * @param invalidInput whether the message was not valid input at this point of the dialog
 * @param refresh whether a {@code connect} event reports a reloaded chat window
 * @param developer whether a developer is testing the bot
 * @param tags the tags to set, with the event's own time
 * @param content what a message says
 * @param debugLine the line that an event of the type {@code debugLog} hands in; empty for others
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
    Tags tags,
    MessageContent content,
    Optional<DebugLine> debugLine) {
  /** The longest event identifier, in characters. */
  public static final int MAX_EVENT_ID = 128;

  /**
   * Truncates the timestamp to milliseconds and gives it to the tags.
   *
   * @throws IllegalArgumentException if no session can start at the timestamp
   */
  public ActivityEvent {
    if (timestamp.isBefore(Instant.EPOCH) || timestamp.isAfter(SessionId.MAX_START)) {
      throw new IllegalArgumentException("an event happens between 1970 and 2106");
    }
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    tags = tags.setAt(timestamp);
  }

  /** Creates an event that hands in no line for the debug log. */
  public ActivityEvent(
      String eventId,
      ConversationKey conversation,
      ActivityType type,
      Instant timestamp,
      Optional<String> language,
      Optional<String> intent,
      boolean invalidInput,
      boolean refresh,
      boolean developer,
      Tags tags,
      MessageContent content) {
    this(
        eventId,
        conversation,
        type,
        timestamp,
        language,
        intent,
        invalidInput,
        refresh,
        developer,
        tags,
        content,
        Optional.empty());
  }

  /** Returns whether the chat window was reloaded, which ends the live session. */
  public boolean isRefresh() {
    return type == ActivityType.CONNECT && refresh;
  }

  /**
   * Returns whether this event adds its user tags to the last session although it comes after that
   * session. A task event and an unidentified intent report more than tags, so they are refused as
   * a whole.
   */
  boolean addsUserTagsToLastSession() {
    return !tags.user().isEmpty() && (type == ActivityType.TAGS || type.isDiscard());
  }

  /**
   * Returns only the user tags, as a contribution to a session that the event does not fall into.
   */
  Contribution userTags() {
    return new Contribution(
        timestamp, false, false, Optional.empty(), false, new Tags(tags.user(), List.of()), 0, 0);
  }

  /** Returns what this event adds to a session's figures. */
  Contribution contribution() {
    return new Contribution(
        timestamp,
        type.isMessage() || type.isTask(),
        type.isByUser(),
        language,
        developer,
        tags,
        type.isMessage() ? 1 : 0,
        type.isExecutedTask() ? 1 : 0);
  }
}
