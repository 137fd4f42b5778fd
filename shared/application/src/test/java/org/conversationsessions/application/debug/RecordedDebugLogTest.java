package org.conversationsessions.application.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.HERE;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.debugLog;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.debug.DebugDetail;
import org.conversationsessions.domain.debug.DebugDetail.Field;
import org.conversationsessions.domain.debug.DebugDetail.Fields;
import org.conversationsessions.domain.debug.DebugLevel;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which debug lines recording and closing make (contract, section 18). */
class RecordedDebugLogTest {
  private static final Instant TODAY = Instant.parse("2026-11-20T12:00:00.123456Z");
  private static final Clock CLOCK = Clock.fixed(TODAY, ZoneOffset.UTC);
  private static final BotSettings LOGGED =
      new BotSettings(true, Duration.ofMinutes(15), "en").withDebugLogs(true);
  private static final DebugLogPolicy POLICY =
      new DebugLogPolicy(true, Duration.ofDays(30), text -> text.replace("555", "###"));

  private final InMemoryConversations store = new InMemoryConversations();
  private final DebugLogging logging =
      new DebugLogging(store, bot -> bot.settings().keepDebugLogs() ? POLICY : DebugLogPolicy.NONE);
  private final SessionCloser closer =
      new SessionCloser(
          store, store, TestTranscripts.NONE.parts(), logging, CLOCK, BackoffPolicy.immediate());
  private Conversations conversations = store;
  private BotSettings settings = LOGGED;

  @Nested
  @DisplayName("a line for each thing that happens")
  class Lines {
    @Test
    void aSessionStarts() {
      SessionId session = send(user("10:00").id("a"));

      DebugLine line = only("Session started");
      assertThat(line.at()).isEqualTo(at("10:00"));
      assertThat(line.session()).contains(session);
      assertThat(line.eventId()).contains("a");
      assertThat(fields(line))
          .containsEntry("eventType", List.of("userMessage"))
          .containsEntry("type", List.of("interactive"));
    }

    @Test
    void aSessionGoesOnAfterInactivity() {
      settings = new BotSettings(false, Duration.ofMinutes(15), "en").withDebugLogs(true);
      send(user("10:00").intent("fly"), user("10:20").intent("fly"));

      assertThat(fields(only("Session went on")))
          .containsEntry("rule", List.of("sameIntent"))
          .containsEntry("intent", List.of("fly"));
    }

    @Test
    void anEventClosesASession() {
      SessionId first = send(user("10:00"));
      SessionId second = send(refresh("10:05").id("reload"));

      DebugLine line = only("Session closed");
      assertThat(line.session()).contains(first);
      assertThat(line.eventId()).contains("reload");
      assertThat(fields(line))
          .containsEntry("reason", List.of("refresh"))
          .containsEntry("by", List.of("event"))
          .containsEntry("inactiveAt", List.of(at("10:15").toString()))
          .containsEntry("containment", List.of("dropOff"))
          .containsEntry("rule", List.of("unanswered"))
          .containsEntry("facts", List.of("unanswered"));
      assertThat(fields(only("State cleared"))).containsEntry("parts", List.of("everything"));
      assertThat(lines())
          .extracting(DebugLine::title)
          .containsExactly("Session started", "Session closed", "State cleared", "Session started");
      assertThat(lines().getLast().session()).contains(second);
    }

    @Test
    void theApiClosesASession() {
      SessionId session = send(user("10:00"), bot("10:01"));

      closer.closeByApi(logged(), HERE.userId(), Optional.empty(), Optional.empty());

      DebugLine line = only("Session closed");
      assertThat(line.at()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123Z"));
      assertThat(line.session()).contains(session);
      assertThat(line.eventId()).isEmpty();
      assertThat(fields(line))
          .containsEntry("reason", List.of("api"))
          .containsEntry("by", List.of("api"))
          .containsEntry("rule", List.of("contained"))
          .containsEntry("facts", List.of());
      assertThat(fields(only("State cleared")))
          .containsEntry("parts", List.of("dialogContext", "variables"));
    }

    @Test
    void theSweepClosesASession() {
      send(
          connect("10:00"),
          event(ActivityType.TASK_STARTED, "10:00"),
          event(ActivityType.TASK_COMPLETED, "10:01"),
          event(ActivityType.TASK_FAILED, "10:02"),
          event(ActivityType.INTENT_NOT_IDENTIFIED, "10:03"));

      sweep();

      assertThat(fields(only("Session closed")))
          .containsEntry("by", List.of("sweep"))
          .containsEntry("reason", List.of("inactivity"))
          .containsEntry("rule", List.of("lastTaskFailed"))
          .containsEntry(
              "facts", List.of("taskStarted", "taskCompleted", "lastTaskFailed", "notUnderstood"));
    }

    @Test
    void aSessionBecomesInteractiveOnce() {
      send(connect("10:00"), user("10:01").id("u"), user("10:02"));

      assertThat(only("Became interactive").eventId()).contains("u");
    }

    @Test
    void theConversationGoesToAnAgent() {
      send(connect("10:00"), event(ActivityType.AGENT_TRANSFER, "10:01").id("t"));

      assertThat(only("Agent transfer").eventId()).contains("t");
      sweep();
      assertThat(fields(only("Session closed")))
          .containsEntry("rule", List.of("agentTransfer"))
          .containsEntry("facts", List.of("agentTransfer"));
    }

    @Test
    void tasksStartAndEnd() {
      MessageContent task =
          new MessageContent("", false, Optional.of("Book"), Optional.empty(), List.of());
      send(
          event(ActivityType.TASK_STARTED, "10:00").content(task),
          event(ActivityType.TASK_COMPLETED, "10:01").content(task),
          event(ActivityType.TASK_FAILED, "10:02").content(task),
          event(ActivityType.INTENT_NOT_IDENTIFIED, "10:03"));

      assertThat(fields(only("Task started"))).containsEntry("task", List.of("Book"));
      assertThat(only("Task completed").level()).isEqualTo(DebugLevel.INFO);
      assertThat(only("Task failed").level()).isEqualTo(DebugLevel.WARNING);
      assertThat(only("Intent not identified").level()).isEqualTo(DebugLevel.WARNING);
    }

    @Test
    void anEventIsLate() {
      SessionId first = send(user("10:00"));
      SessionId second = send(user("11:00"));
      send(bot("10:05").id("late"));

      DebugLine line = only("Late event");
      assertThat(line.level()).isEqualTo(DebugLevel.WARNING);
      assertThat(line.session()).contains(first);
      assertThat(line.at()).isEqualTo(at("10:05"));
      assertThat(fields(line))
          .containsEntry("rule", List.of("fallsIntoEnded"))
          .containsEntry("eventType", List.of("botMessage"))
          .containsEntry("liveSession", List.of(second.value()));
    }

    @Test
    void theLastSessionTakesUserTags() {
      SessionId session = send(user("10:00"));

      send(event(ActivityType.TAGS, "11:00").userTag("plan", "gold").id("tags"));

      DebugLine line = only("User tags added");
      assertThat(line.level()).isEqualTo(DebugLevel.INFO);
      assertThat(line.session()).contains(session);
      assertThat(line.eventId()).contains("tags");
      assertThat(fields(line)).isEqualTo(Map.of("eventType", List.of("tags")));
      assertThat(titles()).doesNotContain("Late event");
    }

    @Test
    void aLateEventOfTheLiveSessionIsNone() {
      send(user("10:00"), bot("09:50"));

      assertThat(titles()).doesNotContain("Late event");
    }

    @Test
    void anEventIsRefused() {
      SessionId live = send(user("10:00"));
      assertThat(trySend(user("08:00").id("old")))
          .hasOnlyElementsOfType(RecordingResult.Refused.class);

      DebugLine line = only("Event refused");
      assertThat(line.level()).isEqualTo(DebugLevel.ERROR);
      assertThat(line.message()).contains("older than this conversation's sessions");
      assertThat(line.session()).contains(live);
      assertThat(line.eventId()).contains("old");
    }

    @Test
    void aRefusedEventThatClosesASessionHasTheLinesOfBoth() {
      send(user("10:00"));
      trySend(event(ActivityType.TASK_FAILED, "11:00"));

      assertThat(titles())
          .containsExactly("Session started", "Session closed", "State cleared", "Event refused");
    }

    @Test
    void anEventIsADuplicate() {
      SessionId session = send(user("10:00").id("a"));
      send(user("10:00").id("a"));

      assertThat(only("Duplicate event").session()).contains(session);
    }

    @Test
    void theDialogIsDiscarded() {
      send(user("10:00"), event(ActivityType.DISCARD_ALL, "10:01"));

      assertThat(fields(only("Discard"))).containsEntry("eventType", List.of("discardAll"));
      assertThat(fields(only("State cleared")))
          .containsEntry("parts", List.of("dialogContext", "contextTags", "sentiment"));
    }

    @Test
    void aRuntimeHandsInALine() {
      SessionId session = send(user("10:00"));
      send(debugLog("10:01", "Node initiated", "{\"node\":\"call 555\"}").id("n"));

      DebugLine line = only("Node initiated");
      assertThat(line.level()).isEqualTo(DebugLevel.WARNING);
      assertThat(line.session()).contains(session);
      assertThat(line.eventId()).contains("n");
      assertThat(line.detail()).isEqualTo(new DebugDetail.Text("{\"node\":\"call ###\"}"));
    }

    @Test
    void aLineWithoutALiveSessionIsTheConversations() {
      assertThat(trySend(debugLog("10:01", "Node initiated", "")))
          .containsExactly(new RecordingResult.Sessionless());

      assertThat(only("Node initiated").session()).isEmpty();
      assertThat(store.sessions()).isEmpty();
      assertThat(store.commits()).isZero();
    }

    @Test
    void anEventThatIsInvalidHasALine() {
      DebugLine invalid = DebugLines.ofInvalidEvent(TODAY, Optional.of("x"), "type: is missing");
      record(List.of(), Map.of(HERE, List.of(invalid)));

      DebugLine line = only("Event refused");
      assertThat(line.message()).isEqualTo("type: is missing");
      assertThat(line.at()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123Z"));
      assertThat(line.eventId()).contains("x");
    }
  }

  @Nested
  @DisplayName("lines and the write that they tell of")
  class Writes {
    @Test
    void anOrdinaryMessageHasNoLine() {
      send(user("10:00"));
      int before = store.debugEntries().size();
      send(bot("10:01"), user("10:02"));

      assertThat(store.debugEntries()).hasSize(before);
    }

    @Test
    void linesAreStoredWithTheWriteOrNotAtAll() {
      conversations = new FlakyConversations(store, 1, false);
      assertThat(trySend(user("10:00"))).hasOnlyElementsOfType(RecordingResult.Failed.class);

      assertThat(store.debugEntries()).isEmpty();
    }

    @Test
    void aRetryAfterALostResponseWritesTheLinesOnceAndTellsOfTheRepetition() {
      conversations = new FlakyConversations(store, 1, true);
      trySend(user("10:00").id("a"));
      conversations = store;
      trySend(user("10:00").id("a"));

      assertThat(titles()).containsExactly("Session started", "Duplicate event");
    }

    @Test
    void aConflictLeavesNoLineOfTheLostDecision() {
      send(user("10:00"));
      AtomicInteger commits = new AtomicInteger();
      conversations =
          new ForwardingConversations(store) {
            @Override
            public Commit commit(
                Conversation next,
                Collection<Session> changedSessions,
                Collection<TranscriptPart> parts,
                Collection<DebugEntry> entries,
                Sharding sharding) {
              if (commits.getAndIncrement() == 0) {
                closer.closeByApi(
                    RecordedDebugLogTest.this.logged(),
                    HERE.userId(),
                    Optional.empty(),
                    Optional.empty());
              }
              return super.commit(next, changedSessions, parts, entries, sharding);
            }
          };
      send(user("10:30"));

      assertThat(titles())
          .containsExactly("Session started", "Session closed", "State cleared", "Session started");
      assertThat(fields(only("Session closed"))).containsEntry("by", List.of("api"));
    }

    @Test
    void linesOfEventsThatChangeNothingRideOnTheNextWrite() {
      send(user("10:00").id("a"));
      int before = store.debugEntries().size();
      trySend(
          user("10:00").id("a"),
          debugLog("10:01", "Node", "").id("n"),
          event(ActivityType.TASK_STARTED, "10:02"));

      assertThat(store.debugEntries()).hasSize(before + 1);
      assertThat(store.debugEntries().getLast().lines())
          .extracting(DebugLine::title)
          .containsExactly("Duplicate event", "Node", "Task started");
      assertThat(store.commits()).isEqualTo(2);
    }

    @Test
    void aRequestThatIsRepeatedReplacesItsLines() {
      send(user("10:00").id("a"));
      for (int i = 0; i < 3; i++) {
        trySend(user("10:00").id("a"), debugLog("10:01", "Node", "").id("n"));
      }

      assertThat(titles()).containsExactly("Session started", "Duplicate event", "Node");
    }

    @Test
    void atMostTwentyLinesOfARequestTellOfEventsThatChangeNothing() {
      send(user("10:00").id("a"));
      List<DebugLine> invalid =
          IntStream.range(0, 15)
              .mapToObj(i -> DebugLines.ofInvalidEvent(TODAY, Optional.empty(), "no. " + i))
              .toList();
      record(
          IntStream.range(0, 15).mapToObj(i -> user("10:00").id("a")).toList(),
          Map.of(HERE, invalid));

      assertThat(titles()).filteredOn("Event refused"::equals).hasSize(15);
      assertThat(titles()).filteredOn("Duplicate event"::equals).hasSize(5);
    }

    @Test
    void linesOfManyHoursAndSessionsFitIntoTheirWrites() {
      TestEventBuilder[] hours =
          IntStream.range(0, 24)
              .boxed()
              .flatMap(
                  hour ->
                      List.of(
                          user("%02d:00".formatted(hour)),
                          debugLog("%02d:30".formatted(hour), "Node", "x".repeat(4096)))
                          .stream())
              .toArray(TestEventBuilder[]::new);
      trySend(hours);

      assertThat(titles()).filteredOn("Session started"::equals).hasSize(24);
      assertThat(titles()).filteredOn("Session closed"::equals).hasSize(23);
      assertThat(titles()).filteredOn("Node"::equals).hasSize(24);
      assertThat(store.debugEntries())
          .allSatisfy(
              entry ->
                  assertThat(entry.lines())
                      .allMatch(line -> line.session().equals(entry.session()))
                      .allMatch(
                          line ->
                              !line.at().isBefore(entry.time())
                                  && line.at().isBefore(entry.time().plus(Duration.ofHours(1)))));
    }

    @Test
    void aLineThatIsHandedInNamesTheSessionThatAConsistentReadShows() {
      SessionId session = send(user("10:00"));
      FlakyConversations stale = new FlakyConversations(store, FlakyConversations.NEVER, false);
      stale.readNothingEventually();
      conversations = stale;
      trySend(debugLog("10:01", "Node", ""));

      assertThat(only("Node").session()).contains(session);
      assertThat(stale.calls()).containsExactly("readEventually", "readConsistently");
    }

    @Test
    void linesExpireThirtyDaysAfterTheirRecording() {
      send(user("10:00"));

      assertThat(store.debugEntries())
          .extracting(DebugEntry::expiresAt)
          .containsExactly(Instant.parse("2026-12-20T12:00:00Z"));
    }

    @Test
    void aLostLineOfAnInvalidEventFailsNoOther() {
      Recorder recorder =
          recorder(
              new DebugLogging(
                  new DebugLogs() {
                    @Override
                    public void put(DebugEntry entry) {
                      throw new StoreException("down");
                    }

                    @Override
                    public Result find(Query query) {
                      throw new IllegalStateException();
                    }
                  },
                  any -> POLICY));
      DebugLine invalid = DebugLines.ofInvalidEvent(TODAY, Optional.empty(), "no");

      assertThat(
              recorder.record(
                  logged(), List.of(), Map.of(HERE, List.of(invalid)), Optional.empty()))
          .isEmpty();
    }
  }

  @Nested
  @DisplayName("a bot that keeps no debug log")
  class Off {
    @Test
    void hasNoLinesAndNoCallMore() {
      settings = new BotSettings(true, Duration.ofMinutes(15), "en");
      FlakyConversations counted = new FlakyConversations(store, FlakyConversations.NEVER, false);
      conversations = counted;
      DebugLine invalid = DebugLines.ofInvalidEvent(TODAY, Optional.empty(), "no");
      record(
          List.of(
              user("10:00").id("a"),
              user("10:00").id("a"),
              debugLog("10:01", "Node", ""),
              refresh("10:05")),
          Map.of(HERE, List.of(invalid)));
      trySend(debugLog("10:06", "Node", ""));
      closer.closeByApi(logged(), HERE.userId(), Optional.empty(), Optional.empty());

      assertThat(store.debugEntries()).isEmpty();
      assertThat(counted.calls()).containsExactly("readEventually", "commit", "readEventually");
    }

    @Test
    void answersForADebugLogAsIfItWasKept() {
      settings = new BotSettings(true, Duration.ofMinutes(15), "en");
      SessionId session = send(user("10:00"));

      assertThat(send(debugLog("10:01", "Node", ""))).isEqualTo(session);
    }
  }

  private Bot logged() {
    return new Bot(HERE.bot(), "account", settings);
  }

  private Recorder recorder(DebugLogging keeping) {
    return new Recorder(
        conversations, store, TestTranscripts.NONE, keeping, ids, CLOCK, BackoffPolicy.immediate());
  }

  private final SessionIds ids = TestIds.counting();

  private List<RecordingResult> record(
      List<TestEventBuilder> events, Map<ConversationKey, List<DebugLine>> refused) {
    return recorder(logging)
        .record(
            logged(),
            events.stream().map(TestEventBuilder::build).toList(),
            refused,
            Optional.empty());
  }

  private List<RecordingResult> trySend(TestEventBuilder... events) {
    return record(Arrays.asList(events), Map.of());
  }

  private SessionId send(TestEventBuilder... events) {
    SessionId last = SessionId.lowestAt(Instant.EPOCH);
    for (TestEventBuilder event : events) {
      last = ((RecordingResult.InSession) trySend(event).getFirst()).session();
    }
    return last;
  }

  private void sweep() {
    store
        .due()
        .forEach(
            entry ->
                closer.sweep(entry, store.readConsistently(entry.key()), logged(), at("23:00")));
  }

  private List<DebugLine> lines() {
    return store.debugLines();
  }

  private List<String> titles() {
    return lines().stream().map(DebugLine::title).toList();
  }

  private DebugLine only(String title) {
    List<DebugLine> found = lines().stream().filter(line -> line.title().equals(title)).toList();
    assertThat(found).as(title).hasSize(1);
    return found.getFirst();
  }

  private static Map<String, List<String>> fields(DebugLine line) {
    return ((Fields) line.detail())
        .fields().stream().collect(Collectors.toMap(Field::name, Field::values));
  }
}
