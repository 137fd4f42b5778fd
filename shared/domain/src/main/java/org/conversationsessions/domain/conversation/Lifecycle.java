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
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a session starts, continues, splits and closes (contract, section 7). A
 * decision depends on the conversation, the event and the settings alone, never on the sweep or the
 * time of day. The recording time is only stored with a closing.
 *
 * @param settings the bot's settings
 * @param ids the source of new sessions' identifiers
 * @param recordedAt the service's time, stored with closings
 */
public record Lifecycle(BotSettings settings, SessionIds ids, Instant recordedAt) {
  /** Applies the next event of a conversation. */
  public EventOutcome apply(Conversation conversation, ActivityEvent event) {
    Optional<RecentEvents.Entry> known = conversation.recent().find(event.eventId());
    if (known.isPresent()) {
      return new EventOutcome.Repeated(known.get().session());
    }
    LiveSession live = conversation.live();
    if (live == null) {
      return applyToNone(conversation, event);
    }
    if (event.timestamp().isBefore(live.session().startTime())) {
      return new EventOutcome.NeedsPast();
    }
    CloseReason reason = splits(live, event);
    if (reason == null) {
      return goesOn(conversation, live, event);
    }
    Closed old = closed(conversation, live, reason, event.isRefresh());
    return event.type().startsSession()
        ? started(old.next(), event, List.of(old.session()))
        : comesAfter(old.next(), old.session(), event, Optional.of(old));
  }

  /**
   * Applies an event that is older than the live session, or that finds no live session. The event
   * counts in the closed session that it falls into, otherwise in the session that starts soon
   * after it, otherwise nowhere. A closed session stays closed and keeps its containment. An event
   * after the last session that starts no session may still leave its user tags there.
   *
   * @param conversation the conversation for which {@link #apply} returned {@link
   *     EventOutcome.NeedsPast}
   */
  public EventOutcome applyToPast(
      Conversation conversation, ActivityEvent event, AdjacentSessions past) {
    Instant at = event.timestamp();
    Session before = past.before();
    if (isAfterLast(conversation, event)) {
      return comesAfter(conversation, before, event, Optional.empty());
    }
    if (before != null && fallsInto(before, at)) {
      return countsInClosed(conversation, before, event);
    }
    Session after = past.after();
    if (after == null || !isSoonAfter(after, at)) {
      return new EventOutcome.Refused(
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
   * Closes the live session, if there is one.
   *
   * @return the conversation and the closed session's record; empty if no session is live
   */
  public Optional<Closed> close(Conversation conversation, CloseReason reason) {
    LiveSession live = conversation.live();
    return live == null ? Optional.empty() : Optional.of(closed(conversation, live, reason, false));
  }

  /**
   * The result of closing a live session.
   *
   * @param next the conversation without a live session
   * @param session the closed session's record
   */
  public record Closed(Conversation next, Session session) {}

  private EventOutcome applyToNone(Conversation conversation, ActivityEvent event) {
    EndedSession ended = conversation.ended();
    if (event.type().startsSession()) {
      boolean past = ended != null && ended.reaches(event, settings.inactivity());
      return past ? new EventOutcome.NeedsPast() : started(conversation, event, List.of());
    }
    boolean past =
        ended != null
            && (ended.spans(event.timestamp(), settings.inactivity()) || event.leavesUserTags());
    return past
        ? new EventOutcome.NeedsPast()
        : comesAfter(conversation, null, event, Optional.empty());
  }

  /**
   * Returns whether an event starts no session and is not older than the last session, which has
   * ended.
   */
  private static boolean isAfterLast(Conversation conversation, ActivityEvent event) {
    EndedSession ended = conversation.ended();
    return conversation.live() == null
        && !event.type().startsSession()
        && ended != null
        && !event.timestamp().isBefore(ended.id().start());
  }

  /**
   * Applies an event that starts no session, where no session is live and none starts after it
   * (contract, section 7). The event counts in the last session if it falls into it. That session
   * takes the event's user tags in any case, and a discard clears the conversation's state in any
   * case.
   *
   * @param last the last session's record; null if there is none or it does not matter
   * @param closed the last session, if this event's time closes it
   */
  private EventOutcome comesAfter(
      Conversation conversation,
      @Nullable Session last,
      ActivityEvent event,
      Optional<Closed> closed) {
    if (last != null && fallsInto(last, event.timestamp())) {
      return countsInClosed(conversation, last, event);
    }
    Session tagged = last != null && event.leavesUserTags() ? last.with(event.userTags()) : null;
    if (tagged == null && !event.type().isDiscard()) {
      return new EventOutcome.Refused("no session is live", closed);
    }
    if (tagged != null && tagged.tags().isTooMany()) {
      return tooManyTags();
    }
    List<Session> records =
        tagged == null ? closed.map(Closed::session).stream().toList() : List.of(tagged);
    EndedSession ended = conversation.ended();
    SessionId id = ended == null ? null : ended.id();
    return new EventOutcome.Applied(
        conversation
            .with(remembering(conversation, event, id))
            .with(cleared(conversation.marks(), event)),
        id,
        records);
  }

  /** Returns why this event ends the live session and starts another; null if it does not. */
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

  private EventOutcome goesOn(Conversation conversation, LiveSession live, ActivityEvent event) {
    LiveSession next = live.with(event);
    if (next.session().tags().isTooMany()) {
      return tooManyTags();
    }
    boolean shown =
        next.session().type() != live.session().type()
            || next.session().containment() != live.session().containment();
    SessionId id = next.session().id();
    return new EventOutcome.Applied(
        conversation
            .with(next, conversation.ended(), remembering(conversation, event, id))
            .with(cleared(conversation.marks(), event)),
        id,
        shown ? List.of(next.session()) : List.of());
  }

  /**
   * Closes a live session.
   *
   * @param reloaded whether a reloaded chat window closes it, which clears the whole state. This
   *     also applies to a session that was inactive by then, because the result must not depend on
   *     the sweep.
   */
  private Closed closed(
      Conversation conversation, LiveSession live, CloseReason reason, boolean reloaded) {
    ClearMarkers marks = conversation.marks().closed(reloaded, settings.clearAuthProfiles());
    Session session = live.closed(reason, recordedAt, settings, marks.closings());
    EndedSession ended =
        new EndedSession(
            session.id(), session.endTime(), live.lastActivity(), live.anchor(), reason);
    return new Closed(conversation.with(null, ended, conversation.recent()).with(marks), session);
  }

  private EventOutcome started(
      Conversation conversation, ActivityEvent event, List<Session> closed) {
    LiveSession live = LiveSession.startedBy(event, newId(conversation, event));
    if (live.session().tags().isTooMany()) {
      return tooManyTags();
    }
    List<Session> records = new ArrayList<>(closed);
    records.add(live.session());
    SessionId id = live.session().id();
    ClearMarkers marks = begun(conversation.marks());
    boolean cleared = event.isRefresh() && closed.isEmpty();
    return new EventOutcome.Applied(
        conversation
            .with(live, conversation.ended(), remembering(conversation, event, id))
            // A reload clears all, even if the session was closed before.
            .with(cleared ? marks.closed(true, false) : cleared(marks, event)),
        id,
        records);
  }

  /** Returns the markers after an event that closes nothing. */
  private ClearMarkers cleared(ClearMarkers marks, ActivityEvent event) {
    return switch (event.type()) {
      case DISCARD -> begun(marks).discarded();
      case DISCARD_ALL -> begun(marks).allDiscarded();
      default -> marks;
    };
  }

  private ClearMarkers begun(ClearMarkers marks) {
    return marks.begunAt(recordedAt.toEpochMilli());
  }

  /** Returns a new identifier, higher than those of all earlier sessions of the conversation. */
  private SessionId newId(Conversation conversation, ActivityEvent event) {
    SessionId id = ids.startingAt(event.timestamp());
    EndedSession ended = conversation.ended();
    return ended == null ? id : id.after(ended.id());
  }

  private EventOutcome countsInClosed(
      Conversation conversation, Session closed, ActivityEvent event) {
    Session counted = closed.with(event.contribution());
    if (counted.tags().isTooMany()) {
      return tooManyTags();
    }
    EndedSession ended = conversation.ended();
    ClearMarkers marks = conversation.marks();
    if (ended != null && ended.id().equals(closed.id())) {
      if (conversation.live() == null && clears(ended, event)) {
        marks = cleared(marks, event);
      }
      ended = ended.with(event, counted.endTime());
    }
    return new EventOutcome.Applied(
        conversation
            .with(conversation.live(), ended, remembering(conversation, event, closed.id()))
            .with(marks),
        closed.id(),
        List.of(counted));
  }

  /**
   * Returns whether a discard that counts in the last session, which has ended, clears the state.
   * At or after the session's end it concerns the present state. An older discard is history,
   * unless the sweep closed the session: without the sweep the discard would have found it live.
   */
  private static boolean clears(EndedSession ended, ActivityEvent event) {
    return ended.reason() == CloseReason.INACTIVITY || !event.timestamp().isBefore(ended.endTime());
  }

  private RecentEvents remembering(
      Conversation conversation, ActivityEvent event, @Nullable SessionId session) {
    return conversation.recent().with(event.eventId(), session);
  }

  private boolean fallsInto(Session closed, Instant at) {
    return !at.isAfter(closed.endTime().plus(settings.inactivity()));
  }

  private boolean isSoonAfter(Session session, Instant at) {
    Duration ahead = Duration.between(at, session.startTime());
    return !ahead.isNegative() && ahead.compareTo(settings.inactivity()) <= 0;
  }

  private static EventOutcome tooManyTags() {
    return new EventOutcome.Refused("tags: the session would have more than 50 tags of a kind");
  }
}
