package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.ClosingReplay;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Recorded conversations of real people make exactly the expected sessions, whenever sweeps run
 * (contract, section 7). Their debug log tells why (contract, section 18).
 */
class RealTrafficTest {
  private static final BotId BOT = new BotId("st-irc");
  private static final Instant TODAY = Instant.parse("2026-11-20T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TODAY, ZoneOffset.UTC);

  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();
  private final Recorder recorder =
      new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
  private final SessionCloser closer =
      new SessionCloser(
          store, store, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
  private List<ActivityEvent> events = List.of();

  @BeforeEach
  void read() {
    events = RealTraffic.events().stream().map(RealTrafficTest::event).toList();
  }

  @Test
  void makesExactlyTheExpectedSessions() {
    for (int i = 0; i < events.size(); i += 100) {
      recorder.record(TestBots.ANY, events.subList(i, Math.min(i + 100, events.size())));
    }
    sweepAll();
    assertThat(lines(store.sessions())).isEqualTo(expected());
  }

  @Test
  void makesTheSameSessionsWheneverSweepsRun(@Seeded Random random) {
    for (ActivityEvent event : events) {
      recorder.record(TestBots.ANY, List.of(event));
      if (random.nextInt(20) == 0) {
        store.due().stream()
            .filter(entry -> entry.key().equals(event.conversation()))
            .forEach(this::sweep);
      }
    }
    sweepAll();
    // Containment may differ: it is decided, finally, when a session is swept, even too early.
    assertThat(withoutContainment(lines(store.sessions())))
        .isEqualTo(withoutContainment(expected()));
  }

  @Test
  void changesNothingWhenTheLastFiftyEventsOfEveryConversationComeAgain() {
    recorder.record(TestBots.ANY, events);
    sweepAll();
    List<String> before = lines(store.sessions());
    Map<ConversationKey, List<ActivityEvent>> last =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    events.forEach(e -> last.computeIfAbsent(e.conversation(), k -> new ArrayList<>()).add(e));
    for (List<ActivityEvent> own : last.values()) {
      recorder.record(TestBots.ANY, own.subList(Math.max(0, own.size() - 50), own.size()));
    }
    assertThat(lines(store.sessions())).isEqualTo(before);
  }

  @Test
  void aReaderCanReplayEachClosingFromTheDebugLogAlone() {
    Bot logged = TestBots.with(BotSettings.DEFAULT.withDebugLogs(true));
    DebugLogPolicy policy = new DebugLogPolicy(true, Duration.ofDays(30), text -> text);
    DebugLogging logging = new DebugLogging(store, any -> policy);
    Recorder loggingRecorder =
        new Recorder(
            store, store, TestTranscripts.NONE, logging, ids, CLOCK, BackoffPolicy.immediate());
    SessionCloser loggingCloser =
        new SessionCloser(
            store, store, TestTranscripts.NONE.parts(), logging, CLOCK, BackoffPolicy.immediate());
    for (int i = 0; i < events.size(); i += 100) {
      loggingRecorder.record(logged, events.subList(i, Math.min(i + 100, events.size())));
    }
    for (DueConversations.Entry entry : store.due()) {
      loggingCloser.sweep(
          entry, store.readConsistently(entry.key()), logged, TODAY.minusSeconds(30));
    }

    Map<SessionId, String> decided = new HashMap<>();
    ClosingReplay.rules(store.debugLines())
        .forEach((session, rule) -> decided.put(session, ClosingReplay.containment(rule)));
    Map<SessionId, String> stored = new HashMap<>();
    store.sessions().forEach(one -> stored.put(one.id(), one.containment().wire()));
    assertThat(decided).isEqualTo(stored).hasSizeGreaterThan(100);
  }

  private void sweepAll() {
    store.due().forEach(this::sweep);
    assertThat(store.due()).isEmpty();
    assertThat(store.sessions()).allMatch(session -> session.status() == SessionStatus.CLOSED);
    assertThat(store.sessions())
        .allMatch(session -> session.closing().orElseThrow().reason() == CloseReason.INACTIVITY);
  }

  private void sweep(DueConversations.Entry entry) {
    closer.sweep(
        entry,
        store.readConsistently(entry.key()),
        TestBots.ANY,
        TODAY.minus(Duration.ofSeconds(30)));
  }

  private static ActivityEvent event(JsonNode line) {
    return new ActivityEvent(
        line.get("eventId").asText(),
        new ConversationKey(BOT, line.get("userId").asText(), line.get("channel").asText()),
        ActivityType.ofWire(line.get("type").asText()).orElseThrow(),
        Instant.parse(line.get("timestamp").asText()),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        Tags.NONE,
        MessageContent.NONE);
  }

  private static List<String> lines(List<Session> sessions) {
    List<String> lines = new ArrayList<>();
    for (Session s : sessions) {
      lines.add(
          String.join(
              " ",
              s.startTime().toString(),
              s.endTime().toString(),
              s.conversation().channel(),
              s.conversation().userId(),
              s.type().wire(),
              String.valueOf(s.messages()),
              s.containment().wire()));
    }
    Collections.sort(lines);
    return lines;
  }

  private static List<String> expected() {
    List<String> lines = new ArrayList<>();
    for (JsonNode s : RealTraffic.sessions()) {
      lines.add(
          String.join(
              " ",
              Instant.parse(s.get("start_time").asText()).toString(),
              Instant.parse(s.get("end_time").asText()).toString(),
              s.get("channel").asText(),
              s.get("userId").asText(),
              s.get("sessionType").asText(),
              s.get("noOfMessagesExchanged").asText(),
              s.get("containmentType").asText()));
    }
    Collections.sort(lines);
    return lines;
  }

  private static List<String> withoutContainment(List<String> lines) {
    return lines.stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
  }
}
