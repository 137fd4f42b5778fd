package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * One conversation, for tests of sections 6 to 8 of the contract. Tests send its events ({@link
 * #send}), sweep ({@link #sweep}) or close it ({@link #close}), and read the sessions that result
 * ({@link #sessions}). Recorder and closer are the real ones, over the store in memory.
 */
public final class RecordedConversation {
  /** The service's time, far from the events' times. */
  public static final Instant TODAY = Instant.parse("2026-11-20T12:00:00Z");

  private static final Clock CLOCK = Clock.fixed(TODAY, ZoneOffset.UTC);

  public final InMemoryConversations store = new InMemoryConversations();
  private final Recorder recorder;
  private final SessionCloser closer =
      new SessionCloser(
          store, store, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
  private BotSettings settings;

  private RecordedConversation(BotSettings settings, SessionIds ids) {
    this.settings = settings;
    this.recorder =
        new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
  }

  /** Returns a conversation with the default settings: proactive, 15 minutes. */
  public static RecordedConversation proactive() {
    return proactive(TestIds.counting());
  }

  /** Returns a conversation with the default settings and these identifiers of sessions. */
  public static RecordedConversation proactive(SessionIds ids) {
    return new RecordedConversation(BotSettings.DEFAULT, ids);
  }

  /** Returns a conversation that does not close proactively. */
  public static RecordedConversation notProactive() {
    return new RecordedConversation(
        new BotSettings(false, Duration.ofMinutes(15), "en"), TestIds.counting());
  }

  /** Changes the settings for later events. */
  public void change(BotSettings next) {
    settings = next;
  }

  /** Sends events one by one, expects none to be refused, and returns the session of the last. */
  public SessionId send(TestEventBuilder... events) {
    SessionId last = null;
    for (TestEventBuilder event : events) {
      RecordingResult recorded = trySend(event);
      assertThat(recorded).isInstanceOf(RecordingResult.InSession.class);
      last = ((RecordingResult.InSession) recorded).session();
    }
    if (last == null) {
      throw new IllegalArgumentException("no events");
    }
    return last;
  }

  /** Sends one event. */
  public RecordingResult trySend(TestEventBuilder event) {
    return trySend(event.build());
  }

  /** Sends one event. */
  public RecordingResult trySend(ActivityEvent event) {
    return recorder.record(TestBots.with(settings), List.of(event)).getFirst();
  }

  /** Sends events in one request. */
  List<RecordingResult> sendTogether(TestEventBuilder... events) {
    return recorder.record(
        TestBots.with(settings), Arrays.stream(events).map(TestEventBuilder::build).toList());
  }

  /** Sweeps as if scheduled at this time, without a grace period. */
  public SessionCloser.SweepResult sweep(String time) {
    return sweep(TestEventBuilder.at(time));
  }

  /** Sweeps as if scheduled at this instant, without a grace period. */
  public SessionCloser.SweepResult sweep(Instant at) {
    SessionCloser.SweepResult last = SessionCloser.SweepResult.KEPT;
    for (DueConversations.Entry entry : store.due()) {
      if (entry.key().equals(TestEventBuilder.HERE)) {
        SessionCloser.SweepResult swept =
            closer.sweep(
                entry, store.readConsistently(TestEventBuilder.HERE), TestBots.with(settings), at);
        last = swept == SessionCloser.SweepResult.KEPT ? last : swept;
      }
    }
    return last;
  }

  /** Closes by API and returns the number of sessions closed. */
  public int close() {
    return closer.closeByApi(
        new Bot(TestEventBuilder.HERE.bot(), "account", settings),
        TestEventBuilder.HERE.userId(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns all sessions, the oldest first. */
  public List<Session> sessions() {
    return store.sessions();
  }

  /** Returns the only session. */
  public Session only() {
    assertThat(sessions()).hasSize(1);
    return sessions().getFirst();
  }
}
