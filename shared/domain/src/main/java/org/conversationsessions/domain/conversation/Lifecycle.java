package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.StateMarks;
import org.jspecify.annotations.Nullable;

/**
 * When a session starts, goes on, splits and closes (contract, section 7). Pure: the verdict
 * depends on the conversation, the event and the settings alone, never on the sweep or the time of
 * day; the instant given at construction is only written down with a closing.
 *
 * @param settings the bot's settings
 * @param ids names new sessions
 * @param recordedAt the service's own time, for closings
 * @param remembered how many events are remembered, at least {@value RecentEvents#CAPACITY}
 */
public record Lifecycle(BotSettings settings, SessionIds ids, Instant recordedAt, int remembered) {
  /** As a rule. */
  public Lifecycle(BotSettings settings, SessionIds ids, Instant recordedAt) {
    this(settings, ids, recordedAt, RecentEvents.CAPACITY);
  }

  /** What the next event of a conversation means for it. */
  public Outcome apply(Conversation conversation, ActivityEvent event) {
    Optional<SessionId> known = conversation.recent().sessionOf(event.eventId());
    if (known.isPresent()) {
      return new Outcome.Repeated(known.get());
    }
    LiveSession live = conversation.live();
    if (live == null) {
      return applyToNone(conversation, event);
    }
    if (event.timestamp().isBefore(live.session().startTime())) {
      return new Outcome.NeedsPast();
    }
    CloseReason reason = splits(live, event);
    return reason == null
        ? goesOn(conversation, live, event)
        : starts(closed(conversation, live, reason, event.isRefresh()), event);
  }

  /**
   * What an event older than the live session means, given the conversation's past: it counts in
   * the closed session it falls into, else in the session that starts soon after it, else nowhere.
   * A closed session stays closed and keeps its containment.
   *
   * @param conversation as it was given to {@link #apply}, which answered {@link Outcome.NeedsPast}
   */
  public Outcome applyToPast(Conversation conversation, ActivityEvent event, Past past) {
    Instant at = event.timestamp();
    Session before = past.before();
    if (before != null && !at.isAfter(before.endTime().plus(settings.inactivity()))) {
      return countsInClosed(conversation, before, event);
    }
    Session after = past.after();
    if (after == null || !isSoonAfter(after, at)) {
      return new Outcome.Refused(
          "timestamp: "
              + at
              + " is older than this conversation's sessions and falls into none of them");
    }
    LiveSession live = conversation.live();
    return live != null && live.session().id().equals(after.id())
        ? goesOn(conversation, live, event)
        : countsInClosed(conversation, after, event);
  }

  /**
   * Closes the live session.
   *
   * @return the conversation and the closed session's record; empty if none is live
   */
  public Optional<Closed> close(Conversation conversation, CloseReason reason) {
    LiveSession live = conversation.live();
    return live == null ? Optional.empty() : Optional.of(closed(conversation, live, reason, false));
  }

  /**
   * A live session that was closed.
   *
   * @param next the conversation, with none live
   * @param session the closed session's record
   */
  public record Closed(Conversation next, Session session) {}

  private Outcome applyToNone(Conversation conversation, ActivityEvent event) {
    EndedSession ended = conversation.ended();
    boolean past = ended != null && ended.reaches(event, settings.inactivity());
    return past ? new Outcome.NeedsPast() : started(conversation, event, List.of());
  }

  /** Why this event ends the live session and starts another; null if it does not. */
  private @Nullable CloseReason splits(LiveSession live, ActivityEvent event) {
    if (event.timestamp().isBefore(live.lastActivity())) {
      return null; // A late event never splits.
    }
    boolean inactive = !event.timestamp().isBefore(live.inactiveAt(settings.inactivity()));
    if (inactive && settings.proactivelyClose()) {
      return CloseReason.INACTIVITY;
    }
    if (inactive && event.type().isUsers() && isNew(live, event)) {
      return CloseReason.NEW_INTENT;
    }
    return event.isRefresh() ? CloseReason.REFRESH : null;
  }

  private static boolean isNew(LiveSession live, ActivityEvent event) {
    return event.invalidInput()
        || (event.intent().isPresent() && !event.intent().equals(live.lastIntent()));
  }

  private Outcome goesOn(Conversation conversation, LiveSession live, ActivityEvent event) {
    LiveSession next = live.with(event);
    if (next.session().tags().isTooMany()) {
      return tooManyTags();
    }
    boolean shown =
        next.session().type() != live.session().type()
            || next.session().containment() != live.session().containment();
    SessionId id = next.session().id();
    return new Outcome.Applied(
        conversation
            .with(next, conversation.ended(), remembering(conversation, event, id))
            .with(cleared(conversation.marks(), event)),
        id,
        shown ? List.of(next.session()) : List.of());
  }

  /**
   * The live session, closed.
   *
   * @param reloaded whether a reloaded chat window closes it, which clears all: also where the
   *     session was inactive by then, as it would be if the sweep had closed it before
   */
  private Closed closed(
      Conversation conversation, LiveSession live, CloseReason reason, boolean reloaded) {
    StateMarks marks = conversation.marks().closed(reloaded, settings.clearAuthProfiles());
    Session session = live.closed(reason, recordedAt, settings, marks.closings());
    EndedSession ended =
        new EndedSession(
            session.id(), session.endTime(), live.lastActivity(), live.anchor(), reason);
    return new Closed(conversation.with(null, ended, conversation.recent()).with(marks), session);
  }

  private Outcome starts(Closed old, ActivityEvent event) {
    return started(old.next(), event, List.of(old.session()));
  }

  private Outcome started(Conversation conversation, ActivityEvent event, List<Session> closed) {
    LiveSession live = LiveSession.startedBy(event, newId(conversation, event));
    if (live.session().tags().isTooMany()) {
      return tooManyTags();
    }
    List<Session> records = new ArrayList<>(closed);
    records.add(live.session());
    SessionId id = live.session().id();
    StateMarks marks = conversation.marks().begunAt(recordedAt.toEpochMilli());
    boolean cleared = event.isRefresh() && closed.isEmpty();
    return new Outcome.Applied(
        conversation
            .with(live, conversation.ended(), remembering(conversation, event, id))
            // A reloaded chat window clears all, also where the session was closed before.
            .with(cleared ? marks.closed(true, false) : cleared(marks, event)),
        id,
        records);
  }

  /** What an event that closes nothing clears of the conversation's state. */
  private static StateMarks cleared(StateMarks marks, ActivityEvent event) {
    return switch (event.type()) {
      case DISCARD -> marks.discarded();
      case DISCARD_ALL -> marks.allDiscarded();
      default -> marks;
    };
  }

  /** One behind those of all sessions that the conversation had. */
  private SessionId newId(Conversation conversation, ActivityEvent event) {
    SessionId id = ids.startingAt(event.timestamp());
    EndedSession ended = conversation.ended();
    return ended == null ? id : id.after(ended.id());
  }

  private Outcome countsInClosed(Conversation conversation, Session closed, ActivityEvent event) {
    Session counted = closed.with(event.contribution());
    if (counted.tags().isTooMany()) {
      return tooManyTags();
    }
    EndedSession ended = conversation.ended();
    StateMarks marks = conversation.marks();
    if (ended != null && ended.id().equals(closed.id())) {
      if (conversation.live() == null && ended.reason() == CloseReason.INACTIVITY) {
        // Had the sweep not been ahead of it, it would have cleared the same.
        marks = cleared(marks, event);
      }
      ended = ended.with(event, counted.endTime());
    }
    return new Outcome.Applied(
        conversation
            .with(conversation.live(), ended, remembering(conversation, event, closed.id()))
            .with(marks),
        closed.id(),
        List.of(counted));
  }

  private RecentEvents remembering(
      Conversation conversation, ActivityEvent event, SessionId session) {
    return conversation.recent().with(event.eventId(), session, remembered);
  }

  private boolean isSoonAfter(Session session, Instant at) {
    Duration ahead = Duration.between(at, session.startTime());
    return !ahead.isNegative() && ahead.compareTo(settings.inactivity()) <= 0;
  }

  private static Outcome tooManyTags() {
    return new Outcome.Refused("tags: the session would have more than 50 tags of a kind");
  }
}
