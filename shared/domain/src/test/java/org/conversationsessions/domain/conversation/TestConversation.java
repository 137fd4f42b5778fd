package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * One conversation in memory, for tests of sections 6 to 8 of the contract. Tests send its events
 * ({@link #send}), close it ({@link #close}, {@link #sweep}), and read the sessions that result
 * ({@link #sessions}). Every event is a request of its own. The inactivity duration, N in the
 * rules, is 15 minutes in both modes.
 */
final class TestConversation {
  /** The service's time, far from the events' times. */
  static final Instant TODAY = Instant.parse("2026-11-20T12:00:00Z");

  private final SessionIds ids = TestIds.counting();
  private final TreeMap<SessionId, Session> storedSessions = new TreeMap<>();
  private Conversation state = Conversation.unknown(TestEventBuilder.HERE);
  private BotSettings settings;
  private int adjacentReads;

  private TestConversation(BotSettings settings) {
    this.settings = settings;
  }

  /** Returns a conversation with the default settings: proactive, 15 minutes. */
  static TestConversation proactive() {
    return new TestConversation(BotSettings.DEFAULT);
  }

  /** Returns a conversation that does not close proactively. */
  static TestConversation notProactive() {
    return new TestConversation(new BotSettings(false, Duration.ofMinutes(15), "en"));
  }

  /** Changes the settings for later events. */
  void change(BotSettings next) {
    settings = next;
  }

  /** Sends events, expects none to be refused, and returns the session of the last. */
  SessionId send(TestEventBuilder... events) {
    SessionId last = null;
    for (TestEventBuilder event : events) {
      last = sessionOf(trySend(event));
      assertThat(last).isNotNull();
    }
    if (last == null) {
      throw new IllegalArgumentException("no events");
    }
    return last;
  }

  /** Sends one event, expects it to be refused, and returns the reason. */
  String sendRefused(TestEventBuilder event) {
    return refusal(trySend(event));
  }

  /** Sends one event. */
  EventOutcome trySend(TestEventBuilder builder) {
    ActivityEvent event = builder.build();
    assertThat(event.conversation()).isEqualTo(state.key());
    EventOutcome outcome = lifecycle().apply(state, event);
    if (outcome instanceof EventOutcome.NeedsAdjacentSessions) {
      outcome = lifecycle().applyWithAdjacent(state, event, adjacentSessions(event.timestamp()));
    }
    switch (outcome) {
      case EventOutcome.Applied applied -> {
        RecentEvents recent = applied.conversation().recent();
        RecentEvents.RepetitionTracker request =
            new RecentEvents.RepetitionTracker(List.of(event.eventId()));
        store(applied.conversation().with(request.trimmed(recent)), applied.changedSessions());
      }
      case EventOutcome.Refused refused -> refused.closedBefore().ifPresent(this::store);
      case EventOutcome.Repeated repeated -> {}
      case EventOutcome.Logged logged -> {}
      case EventOutcome.NeedsAdjacentSessions again ->
          throw new IllegalStateException("the adjacent sessions were given");
    }
    return outcome;
  }

  /**
   * Returns the session that an event was recorded in, now or before; null if it was recorded in
   * none.
   */
  static @Nullable SessionId sessionOf(EventOutcome outcome) {
    return switch (outcome) {
      case EventOutcome.Applied applied -> applied.session();
      case EventOutcome.Repeated repeated -> repeated.session();
      case EventOutcome.Logged logged -> logged.session();
      default -> throw new AssertionError("not recorded: " + outcome);
    };
  }

  /** Returns why an event was refused. */
  static String refusal(EventOutcome outcome) {
    assertThat(outcome).isInstanceOf(EventOutcome.Refused.class);
    return ((EventOutcome.Refused) outcome).reason();
  }

  /** Closes the live session as the closure API does. Returns it; empty if none is live. */
  Optional<Session> close() {
    return close(CloseReason.API);
  }

  /**
   * Closes the live session as the sweep does, which may come before events that show the user
   * active.
   */
  void sweep() {
    close(CloseReason.INACTIVITY);
  }

  private Optional<Session> close(CloseReason reason) {
    return closing(reason).map(Lifecycle.ClosingResult::session);
  }

  /** Closes the live session; empty if none is live. */
  Optional<Lifecycle.ClosingResult> closing(CloseReason reason) {
    Optional<Lifecycle.ClosingResult> closed = lifecycle().close(state, reason);
    closed.ifPresent(this::store);
    return closed;
  }

  /** Returns the conversation as it would be stored. */
  Conversation state() {
    return state;
  }

  /** Returns the markers of the cleared parts of the conversation's state. */
  ClearMarkers clearMarkers() {
    return state.clearMarkers();
  }

  /**
   * Returns all sessions, the oldest first: the live one with its present figures, the others as
   * their items were written last.
   */
  List<Session> sessions() {
    LiveSession live = state.live();
    return storedSessions.values().stream()
        .map(
            session ->
                live != null && live.session().id().equals(session.id()) ? live.session() : session)
        .toList();
  }

  /** Returns how many events needed the adjacent sessions, which a service must read. */
  int adjacentReads() {
    return adjacentReads;
  }

  /** Returns the only session. */
  Session only() {
    assertThat(sessions()).hasSize(1);
    return sessions().getFirst();
  }

  private Lifecycle lifecycle() {
    return new Lifecycle(settings, ids, TODAY);
  }

  private void store(Lifecycle.ClosingResult closed) {
    store(closed.conversation(), List.of(closed.session()));
  }

  private void store(Conversation next, Collection<Session> changedSessions) {
    state = next;
    changedSessions.forEach(session -> storedSessions.put(session.id(), session));
  }

  private AdjacentSessions adjacentSessions(Instant at) {
    adjacentReads++;
    Session before = null;
    Session after = null;
    for (Session session : storedSessions.values()) {
      if (!session.startTime().isAfter(at)) {
        before = session;
      } else if (after == null) {
        after = session;
      }
    }
    return new AdjacentSessions(before, after);
  }
}
