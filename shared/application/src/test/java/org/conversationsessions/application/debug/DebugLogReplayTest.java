package org.conversationsessions.application.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.HERE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Random conversations of every type of event, closed by events, by the sweep and by the API. */
@DisplayName("contract, section 18: a reader can decide again from a closing's line alone")
class DebugLogReplayTest {
  private static final int CONVERSATIONS = 500;

  private final DebugLogPolicy policy = new DebugLogPolicy(true, Duration.ofDays(30), text -> text);
  private final SessionIds ids = TestIds.counting();

  @Test
  void eachClosingFollowsFromTheFactsOfItsLine(@Seeded Random seeds) {
    Set<String> rules = new TreeSet<>();
    int closings = 0;
    for (int i = 0; i < CONVERSATIONS; i++) {
      InMemoryConversations store = play(Randoms.from(seeds));
      Map<SessionId, String> decided = ClosingReplay.rules(store.debugLines());
      Map<SessionId, String> containments =
          decided.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, entry -> ClosingReplay.containment(entry.getValue())));
      assertThat(containments)
          .isEqualTo(
              store.sessions().stream()
                  .filter(session -> session.status() == SessionStatus.CLOSED)
                  .collect(Collectors.toMap(Session::id, session -> session.containment().wire())));
      decided.forEach((session, rule) -> assertHasLine(store, session, rule));
      rules.addAll(decided.values());
      closings += decided.size();
    }
    assertThat(rules)
        .containsExactly(
            "agentTransfer",
            "contained",
            "lastTaskFailed",
            "noTaskCompleted",
            "notUnderstood",
            "unanswered");
    assertThat(closings).isGreaterThan(CONVERSATIONS);
  }

  /** The event by which a rule holds has a line of its own in the session. */
  private static void assertHasLine(InMemoryConversations store, SessionId session, String rule) {
    String title =
        switch (rule) {
          case "agentTransfer" -> "Agent transfer";
          case "noTaskCompleted" -> "Task started";
          case "lastTaskFailed" -> "Task failed";
          case "notUnderstood" -> "Intent not identified";
          default -> "Session started";
        };
    assertThat(store.debugLines())
        .filteredOn(line -> line.session().equals(Optional.of(session)))
        .extracting(DebugLine::title)
        .contains(title);
  }

  private InMemoryConversations play(Random random) {
    InMemoryConversations store = new InMemoryConversations();
    ManualClock clock = new ManualClock(TestEventBuilder.at("10:00"));
    DebugLogging logging = new DebugLogging(store, bot -> policy);
    Recorder recorder =
        new Recorder(
            store, store, TestTranscripts.NONE, logging, ids, clock, BackoffPolicy.immediate());
    SessionCloser closer =
        new SessionCloser(
            store, store, TestTranscripts.NONE.parts(), logging, clock, BackoffPolicy.immediate());
    Bot bot =
        new Bot(
            HERE.bot(),
            "account",
            new BotSettings(random.nextInt(4) > 0, Duration.ofMinutes(15), "en")
                .withDebugLogs(true));
    for (int steps = 5 + random.nextInt(30); steps > 0; steps--) {
      clock.advance(Duration.ofSeconds(random.nextInt(random.nextInt(6) == 0 ? 3_000 : 90)));
      switch (random.nextInt(12)) {
        case 0 -> closer.closeByApi(bot, HERE.userId(), Optional.empty(), Optional.empty());
        case 1 ->
            store
                .due()
                .forEach(
                    entry ->
                        closer.sweep(entry, store.readConsistently(HERE), bot, clock.instant()));
        default -> recorder.record(bot, List.of(event(random, clock)));
      }
    }
    return store;
  }

  private static ActivityEvent event(Random random, ManualClock clock) {
    // Some events arrive late.
    Instant at = clock.instant().minusSeconds(random.nextInt(5) == 0 ? random.nextInt(1_200) : 0);
    ActivityType[] types = ActivityType.values();
    TestEventBuilder event =
        random.nextInt(20) == 0
            ? TestEventBuilder.refreshAt(at)
            : TestEventBuilder.event(types[random.nextInt(types.length)], at);
    return random.nextInt(4) == 0
        ? event.intent("intent-" + random.nextInt(3)).build()
        : event.build();
  }
}
