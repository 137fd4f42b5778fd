package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a session starts, continues, splits and closes (contract, section 7). A
 * decision depends on the conversation, the event and the settings, and for an event of the past
 * also on the adjacent sessions. It never depends on the sweep or the present time. The recording
 * time is only stored: with a closing, and as the epoch of new clear markers.
 *
 * @param settings the bot's settings
 * @param ids the source of new sessions' identifiers
 * @param recordedAt the service's time
 */
public record Lifecycle(BotSettings settings, SessionIds ids, Instant recordedAt) {
  /** Applies the next event of a conversation. */
  public EventOutcome apply(Conversation conversation, ActivityEvent event) {
    LiveSession live = conversation.live();
    if (event.type() == ActivityType.DEBUG_LOG) {
      return new EventOutcome.Logged(live == null ? null : live.session().id());
    }
    Optional<RecentEvents.Entry> known = conversation.recent().find(event.eventId());
    if (known.isPresent()) {
      return new EventOutcome.Repeated(known.get().session());
    }
    if (live == null) {
      return applyWithoutLive(conversation, event);
    }
    if (event.timestamp().isBefore(live.session().startTime())) {
      return new EventOutcome.NeedsAdjacentSessions();
    }
    return switch (decideSplit(live, event)) {
      case SplitDecision.Continues(SessionRule rule) ->
          continueSession(conversation, live, event, rule);
      case SplitDecision.Splits(CloseReason reason) -> {
        ClosingResult closed = closeLive(conversation, live, reason, event.isRefresh());
        yield event.type().startsSession()
            ? startSession(closed.conversation(), event, Optional.of(closed))
            : applyNonStarting(closed.conversation(), closed.session(), event, Optional.of(closed));
      }
    };
  }

  /**
   * Applies an event that is older than the live session, or that finds no live session. The event
   * counts in the closed session that it falls into, otherwise in the session that starts soon
   * after it, otherwise nowhere. A closed session stays closed and keeps its containment. An event
   * after the last session that starts no session may still leave its user tags there.
   *
   * @param conversation the conversation for which {@link #apply} returned {@link
   *     EventOutcome.NeedsAdjacentSessions}
   */
  public EventOutcome applyWithAdjacent(
      Conversation conversation, ActivityEvent event, AdjacentSessions adjacent) {
    Instant at = event.timestamp();
    Session before = adjacent.before();
    if (isInOrAfterEndedSession(conversation, event)) {
      return applyNonStarting(conversation, before, event, Optional.empty());
    }
    if (before != null && endsWithinInactivityBefore(before, at)) {
      return countInClosed(
          conversation, before, event, SessionRule.FALLS_INTO_ENDED, Optional.empty());
    }
    Session after = adjacent.after();
    if (after == null || !startsSoonAfter(after, at)) {
      return new EventOutcome.Refused(
          "timestamp: "
              + at
              + " is older than this conversation's sessions and falls into none of them");
    }
    LiveSession live = conversation.live();
    return live != null && live.session().id().equals(after.id())
        ? continueSession(conversation, live, event, SessionRule.PRECEDES_SESSION)
        : countInClosed(conversation, after, event, SessionRule.PRECEDES_SESSION, Optional.empty());
  }

  /**
   * Closes the live session, if there is one.
   *
   * @return the conversation and the closed session; empty if no session is live
   */
  public Optional<ClosingResult> close(Conversation conversation, CloseReason reason) {
    LiveSession live = conversation.live();
    return live == null
        ? Optional.empty()
        : Optional.of(closeLive(conversation, live, reason, false));
  }

  /**
   * The result of closing a live session.
   *
   * @param conversation the conversation without a live session
   * @param session the closed session
   * @param live the session as it was live
   * @param markersBefore the clear markers before
   * @param rule what decided the containment
   */
  public record ClosingResult(
      Conversation conversation,
      Session session,
      LiveSession live,
      ClearMarkers markersBefore,
      ContainmentRule rule) {}

  /** Applies an event to a conversation without a live session. */
  private EventOutcome applyWithoutLive(Conversation conversation, ActivityEvent event) {
    EndedSession ended = conversation.ended();
    if (event.type().startsSession()) {
      boolean needsAdjacent =
          ended != null && ended.needsAdjacentForStart(event, inactivityOf(event.conversation()));
      return needsAdjacent
          ? new EventOutcome.NeedsAdjacentSessions()
          : startSession(conversation, event, Optional.empty());
    }
    boolean needsAdjacent =
        ended != null
            && (ended.needsAdjacentForNonStarting(
                    event.timestamp(), inactivityOf(event.conversation()))
                || event.addsUserTagsToLastSession());
    return needsAdjacent
        ? new EventOutcome.NeedsAdjacentSessions()
        : applyNonStarting(conversation, null, event, Optional.empty());
  }

  /**
   * Returns whether no session is live, and an event that starts no session falls into the session
   * that ended last or comes after it: the event is not older than that session's start.
   */
  private static boolean isInOrAfterEndedSession(Conversation conversation, ActivityEvent event) {
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
   * @param last the last session; null if the event can neither count in one nor leave tags there
   * @param closed the last session, if this event's time closes it
   */
  private EventOutcome applyNonStarting(
      Conversation conversation,
      @Nullable Session last,
      ActivityEvent event,
      Optional<ClosingResult> closed) {
    if (last != null && endsWithinInactivityBefore(last, event.timestamp())) {
      return countInClosed(conversation, last, event, SessionRule.FALLS_INTO_ENDED, closed);
    }
    Session tagged =
        last != null && event.addsUserTagsToLastSession() ? last.with(event.userTags()) : null;
    if (tagged == null && !event.type().isDiscard()) {
      return new EventOutcome.Refused("no session is live", closed);
    }
    if (tagged != null && tagged.tags().exceedsMaximum()) {
      return tooManyTags();
    }
    List<Session> changedSessions =
        tagged == null ? closed.map(ClosingResult::session).stream().toList() : List.of(tagged);
    EndedSession ended = conversation.ended();
    SessionId id = ended == null ? null : ended.id();
    return new EventOutcome.Applied(
        conversation
            .with(remember(conversation, event, id))
            .with(markersAfter(conversation.clearMarkers(), event)),
        id,
        changedSessions,
        tagged == null ? SessionRule.NO_SESSION : SessionRule.USER_TAGS_ONLY,
        closed);
  }

  /** Whether an event closes the live session that it finds, and by which rule. */
  private sealed interface SplitDecision {
    /** The event closes the session. */
    record Splits(CloseReason reason) implements SplitDecision {}

    /** The event counts in the session. */
    record Continues(SessionRule rule) implements SplitDecision {}
  }

  /** Decides whether an event, which is not older than the live session's start, closes it. */
  private SplitDecision decideSplit(LiveSession live, ActivityEvent event) {
    Instant at = event.timestamp();
    if (at.isBefore(live.lastActivity())) {
      return new SplitDecision.Continues(SessionRule.CONTINUES); // A late event never splits.
    }
    boolean inactive = !at.isBefore(live.inactiveAt(inactivityOf(event.conversation())));
    if (inactive && settings.proactivelyClose()) {
      return new SplitDecision.Splits(CloseReason.INACTIVITY);
    }
    boolean byUser = event.type().isByUser();
    if (inactive && byUser && live.isNewIntentOrInvalid(event)) {
      return new SplitDecision.Splits(CloseReason.NEW_INTENT);
    }
    if (event.isRefresh()) {
      return new SplitDecision.Splits(CloseReason.REFRESH);
    }
    if (!inactive) {
      return new SplitDecision.Continues(SessionRule.CONTINUES);
    }
    if (!byUser) {
      return new SplitDecision.Continues(SessionRule.NOT_BY_USER);
    }
    return new SplitDecision.Continues(
        event.intent().isPresent() ? SessionRule.SAME_INTENT : SessionRule.NO_INTENT);
  }

  /** Counts an event in the live session. */
  private EventOutcome continueSession(
      Conversation conversation, LiveSession live, ActivityEvent event, SessionRule rule) {
    LiveSession continued = live.after(event);
    if (continued.session().tags().exceedsMaximum()) {
      return tooManyTags();
    }
    boolean changesKind =
        continued.session().type() != live.session().type()
            || continued.session().containment() != live.session().containment();
    SessionId id = continued.session().id();
    return new EventOutcome.Applied(
        conversation
            .with(continued, conversation.ended(), remember(conversation, event, id))
            .with(markersAfter(conversation.clearMarkers(), event)),
        id,
        changesKind ? List.of(continued.session()) : List.of(),
        rule,
        Optional.empty());
  }

  /**
   * Closes a live session.
   *
   * @param reloaded whether a reloaded chat window closes it, which clears the whole state. This
   *     also applies to a session that was inactive by then, because the result must not depend on
   *     the sweep.
   */
  private ClosingResult closeLive(
      Conversation conversation, LiveSession live, CloseReason reason, boolean reloaded) {
    ClearMarkers markers =
        conversation.clearMarkers().afterClosing(reloaded, settings.clearAuthProfiles());
    ContainmentRule rule = live.containmentFacts().decideAtClosing(live.session());
    Session session = live.closed(reason, recordedAt, settings, markers.closings(), rule);
    EndedSession ended =
        new EndedSession(
            session.id(), session.endTime(), live.lastActivity(), live.inactivityStart(), reason);
    return new ClosingResult(
        conversation.with(null, ended, conversation.recent()).with(markers),
        session,
        live,
        conversation.clearMarkers(),
        rule);
  }

  /**
   * Starts a session with an event.
   *
   * @param closed the session that the event closes; empty if it closes none
   */
  private EventOutcome startSession(
      Conversation conversation, ActivityEvent event, Optional<ClosingResult> closed) {
    LiveSession live = LiveSession.startedBy(event, newId(conversation, event));
    if (live.session().tags().exceedsMaximum()) {
      return tooManyTags();
    }
    List<Session> changedSessions = new ArrayList<>();
    closed.map(ClosingResult::session).ifPresent(changedSessions::add);
    changedSessions.add(live.session());
    SessionId id = live.session().id();
    ClearMarkers markers = withEpoch(conversation.clearMarkers());
    boolean clearsAll = event.isRefresh() && closed.isEmpty();
    return new EventOutcome.Applied(
        conversation
            .with(live, conversation.ended(), remember(conversation, event, id))
            // A reload clears all, even if the session was closed before.
            .with(clearsAll ? markers.afterClosing(true, false) : markersAfter(markers, event)),
        id,
        changedSessions,
        SessionRule.STARTS,
        closed);
  }

  /** Returns the markers after an event that closes nothing. */
  private ClearMarkers markersAfter(ClearMarkers markers, ActivityEvent event) {
    return switch (event.type()) {
      case DISCARD -> withEpoch(markers).afterDiscard();
      case DISCARD_ALL -> withEpoch(markers).afterDiscardOfAll();
      default -> markers;
    };
  }

  private ClearMarkers withEpoch(ClearMarkers markers) {
    return markers.withEpoch(recordedAt.toEpochMilli());
  }

  /** Returns a new identifier, higher than those of all earlier sessions of the conversation. */
  private SessionId newId(Conversation conversation, ActivityEvent event) {
    SessionId id = ids.startingAt(event.timestamp());
    EndedSession ended = conversation.ended();
    return ended == null ? id : id.after(ended.id());
  }

  /**
   * Counts an event in a closed session.
   *
   * @param rule why it counts there
   * @param closedNow the session, if this event's time closes it
   */
  private EventOutcome countInClosed(
      Conversation conversation,
      Session closed,
      ActivityEvent event,
      SessionRule rule,
      Optional<ClosingResult> closedNow) {
    Session updated = closed.with(event.contribution());
    if (event.type() == ActivityType.TASK_COMPLETED) {
      updated = updated.withTaskCompletedAt(event.timestamp());
    }
    if (updated.tags().exceedsMaximum()) {
      return tooManyTags();
    }
    EndedSession ended = conversation.ended();
    ClearMarkers markers = conversation.clearMarkers();
    if (ended != null && ended.id().equals(closed.id())) {
      if (conversation.live() == null && clearsState(ended, event)) {
        markers = markersAfter(markers, event);
      }
      ended = ended.with(event, updated.endTime());
    }
    return new EventOutcome.Applied(
        conversation
            .with(conversation.live(), ended, remember(conversation, event, closed.id()))
            .with(markers),
        closed.id(),
        List.of(updated),
        rule,
        closedNow);
  }

  /**
   * Returns whether a discard that counts in the last session, which has ended, clears the state.
   * At or after the session's end it concerns the present state. An older discard is history,
   * unless the sweep closed the session: without the sweep the discard would have found it live.
   */
  private static boolean clearsState(EndedSession ended, ActivityEvent event) {
    return ended.reason() == CloseReason.INACTIVITY || !event.timestamp().isBefore(ended.endTime());
  }

  private RecentEvents remember(
      Conversation conversation, ActivityEvent event, @Nullable SessionId session) {
    return conversation.recent().with(event.eventId(), session);
  }

  /**
   * Returns whether a session ended at most the inactivity duration before an instant. True for one
   * that ended or even started after it.
   */
  private boolean endsWithinInactivityBefore(Session closed, Instant at) {
    return !at.isAfter(closed.endTime().plus(inactivityOf(closed.conversation())));
  }

  private boolean startsSoonAfter(Session session, Instant at) {
    Duration ahead = Duration.between(at, session.startTime());
    return !ahead.isNegative() && ahead.compareTo(inactivityOf(session.conversation())) <= 0;
  }

  private Duration inactivityOf(ConversationKey conversation) {
    return settings.inactivityOf(conversation.channel());
  }

  private static EventOutcome tooManyTags() {
    return new EventOutcome.Refused("tags: the session would have more than 50 tags of a kind");
  }
}
