package org.conversationsessions.domain.message;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;

/**
 * A filter on messages. All parts can be combined.
 *
 * @param window the window of the times at which they were sent
 * @param userId the end user; empty: any
 * @param channel the channel, in any case; empty: any
 * @param sessions the sessions; empty: any
 * @param directions the directions; none: both
 * @param developer whether a developer's sessions are wanted or others; empty: both
 * @param tags the condition on the tags of the message and of its session
 */
public record MessageFilter(
    TimeWindow window,
    Optional<String> userId,
    Optional<String> channel,
    Optional<Set<SessionId>> sessions,
    Set<MessageDirection> directions,
    Optional<Boolean> developer,
    TagFilter tags) {
  /** A window of all times at which a message can be sent. */
  public static final TimeWindow ANY_TIME = new TimeWindow(Instant.EPOCH, SessionId.MAX_START);

  /** Copies the sets. */
  public MessageFilter {
    sessions = sessions.map(Set::copyOf);
    directions = Set.copyOf(directions);
  }

  /** Returns whether a conversation can have matching messages. */
  public boolean includes(ConversationKey conversation) {
    return userId.map(conversation.userId()::equals).orElse(true)
        && includesChannel(conversation.channel());
  }

  /** Returns whether conversations on a channel can have matching messages. */
  public boolean includesChannel(String name) {
    return channel.map(name::equalsIgnoreCase).orElse(true);
  }

  /** Returns whether a session can have matching messages. */
  public boolean includes(SessionId session) {
    return sessions.map(asked -> asked.contains(session)).orElse(true);
  }

  /** Returns whether only a message itself tells whether it matches. */
  public boolean needsMessages() {
    return !directions.isEmpty() || developer.isPresent() || !tags.isEmpty();
  }

  /** Returns whether a message's session is needed. */
  public boolean needsSessions() {
    return developer.isPresent()
        || Stream.concat(tags.all().stream(), tags.any().stream())
            .anyMatch(condition -> !condition.type().equals(Optional.of(TagFilter.Type.MESSAGE)));
  }

  /**
   * Returns whether a message of an included conversation and session matches.
   *
   * @param session the message's session; empty if it is not needed or not stored any more
   */
  public boolean matches(Message message, Optional<Session> session) {
    Tags ofSession = session.map(Session::tags).orElse(Tags.NONE);
    return window.contains(message.createdOn())
        && (directions.isEmpty() || directions.contains(message.direction()))
        && developer.map(session.map(Session::developer).orElse(false)::equals).orElse(true)
        && tags.matches(ofSession, message.tags());
  }
}
