package org.conversationsessions.functions.sweepinactive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.ClosingJob;
import org.conversationsessions.application.closing.ClosingJobRunner;
import org.conversationsessions.application.closing.ClosingJobs;
import org.conversationsessions.application.closing.InMemoryClosingJobs;
import org.conversationsessions.application.closing.InactivitySweeper;
import org.conversationsessions.application.closing.MessageSweeper;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.ForwardingDueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SweepInactiveHandlerTest {
  private static final Bot BOT = TestBots.of(new BotId("st-1"));
  private static final Instant NOW = Instant.parse("2026-03-02T23:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int SHARDS = 4;
  private static final int PAGE_SIZE = 10;

  /** The least time left, in milliseconds, with which a sweep no longer reads a page. */
  private static final int RESERVE = 8_000;

  private final InMemoryConversations store = new InMemoryConversations(SHARDS);
  private final SessionIds ids = TestIds.counting();
  private final FakeContext context = new FakeContext().leaving(() -> 300_000);

  @Nested
  class TheTimeOfTheSweep {
    @Test
    void isTheEventsTimeHoweverLateItIsDelivered() throws IOException {
      record("ada", "10:00");
      record("bob", "10:00:00.001");

      String response = sweep("10:15:30");

      assertThat(response)
          .isEqualTo(
              "{\"now\":\"2026-03-02T10:15:30Z\",\"closed\":1,\"nudged\":0,"
                  + "\"rescheduled\":0,\"failed\":0,"
                  + "\"unreadable\":0,\"finished\":true,\"closedByJobs\":0,"
                  + "\"unreadableByJobs\":0,\"jobsFinished\":true}");
      assertThat(closedUsers()).containsExactly("ada");
    }

    @Test
    void isNowIfTheEventHasNone() throws IOException {
      record("ada", "22:44:30");
      record("bob", "22:44:30.001");

      assertThat(context.invoke(handler(), "{}")).contains("\"now\":\"" + NOW + "\"");

      assertThat(closedUsers()).containsExactly("ada");
    }

    @Test
    void isThatOfTheExampleAndTheReadmeShowsItsResponse() throws IOException {
      Path root = Path.of(System.getProperty("project.root"));

      String response =
          context.invoke(handler(), Files.readString(root.resolve("events/sweep-inactive.json")));

      assertThat(response).startsWith("{\"now\":\"2026-03-01T10:01:00Z\",");
      assertThat(Files.readString(root.resolve("README.md"))).contains("\n" + response);
    }

    @Test
    void mustBeReadable() {
      record("ada", "10:00");

      for (String event : List.of("", "[]", "5", "{\"time\":1772359201}", "{\"time\":\"noon\"}")) {
        assertThatIllegalArgumentException()
            .as(event)
            .isThrownBy(() -> context.invoke(handler(), event))
            .withMessageContaining("event");
      }

      assertThat(closedUsers()).isEmpty();
      assertThat(context.lines()).isEmpty();
    }
  }

  @Nested
  class TheReport {
    @Test
    void isTheResponseAndALogLine() throws IOException {
      record("ada", "10:00");
      record("bob", "10:00");
      record("bob", "10:10");
      record("cleo", "10:00");
      record("cleo", "10:11");
      record("dan", "10:12");

      String response = sweep("10:16");

      assertThat(response)
          .isEqualTo(
              "{\"now\":\"2026-03-02T10:16:00Z\",\"closed\":1,\"nudged\":0,"
                  + "\"rescheduled\":2,\"failed\":0,"
                  + "\"unreadable\":0,\"finished\":true,\"closedByJobs\":0,"
                  + "\"unreadableByJobs\":0,\"jobsFinished\":true}");
      assertThat(context.lines()).containsExactly(response + "\n");
    }

    @Test
    void countsNudges() throws IOException {
      Bot nudging =
          TestBots.with(
              BotSettings.DEFAULT
                  .withNudge(new NudgeSettings(Optional.of(Duration.ofMinutes(5)), Set.of()))
                  .withVersion(1));
      InMemoryRegistry registry = new InMemoryRegistry();
      registry.put(nudging);
      record(store, nudging, "ada", "10:00");
      record(store, nudging, "bob", "10:02");

      String response = context.invoke(handler(registry, store, store), eventAt("10:06"));

      assertThat(response).contains("\"closed\":0,\"nudged\":1,\"rescheduled\":0,\"failed\":0,");
    }

    @Test
    void isLoggedForAFailedInvocationToo() {
      recordMany(3);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () -> context.invoke(handler(failingToCommit("user-1"), store), eventAt("11:00")));

      assertThat(context.lines())
          .containsExactly(
              "{\"now\":\"2026-03-02T11:00:00Z\",\"closed\":2,\"nudged\":0,"
                  + "\"rescheduled\":0,\"failed\":1,"
                  + "\"unreadable\":0,\"finished\":true,\"closedByJobs\":0,"
                  + "\"unreadableByJobs\":0,\"jobsFinished\":true}\n");
    }

    @Test
    void countsUnreadableItemsAndFailsNoInvocation() throws IOException {
      recordMany(3);
      ByteArrayOutputStream console = new ByteArrayOutputStream();

      String response =
          withConsole(
              console,
              () -> context.invoke(handler(unreadable("user-1"), store), eventAt("11:00")));

      assertThat(response)
          .isEqualTo(
              "{\"now\":\"2026-03-02T11:00:00Z\",\"closed\":2,\"nudged\":0,"
                  + "\"rescheduled\":0,\"failed\":0,"
                  + "\"unreadable\":1,\"finished\":true,\"closedByJobs\":0,"
                  + "\"unreadableByJobs\":0,\"jobsFinished\":true}");
      assertThat(console.toString(UTF_8))
          .startsWith("{\"level\":\"WARN\"")
          .contains("the sweep left out 1 items that cannot be read")
          .contains("a stored conversation cannot be read")
          .doesNotContain("user-1");
      assertThat(store.due()).extracting(entry -> entry.key().userId()).containsExactly("user-1");
    }

    @Test
    void countsAndLogsUnreadableItemsOfJobsAndOfWaitingMessagesToo() throws IOException {
      ClosingJobs damaged =
          new InMemoryClosingJobs() {
            @Override
            public List<ClosingJob> incomplete(Consumer<UnreadableItemException> unreadable) {
              unreadable.accept(new UnreadableItemException("a job cannot be read"));
              return List.of();
            }
          };
      Registry withDamagedBot =
          new InMemoryRegistry() {
            @Override
            public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
              unreadable.accept(new UnreadableItemException("a bot cannot be read"));
              return List.of();
            }
          };
      ByteArrayOutputStream console = new ByteArrayOutputStream();

      String ofSweep =
          withConsole(
              console,
              () ->
                  context.invoke(
                      handler(new InMemoryRegistry().put(BOT), store, store, damaged),
                      eventAt("11:00")));
      String ofMessages =
          withConsole(
              console,
              () ->
                  context.invoke(
                      handler(withDamagedBot, store, store), "{\"waitingMessages\":true}"));

      assertThat(ofSweep).contains("\"unreadable\":0,").contains("\"unreadableByJobs\":1,");
      assertThat(ofMessages).contains("\"unreadable\":1,");
      assertThat(console.toString(UTF_8).lines())
          .satisfiesExactly(
              line ->
                  assertThat(line).contains("left out 1 items").contains("a job cannot be read"),
              line ->
                  assertThat(line).contains("left out 1 items").contains("a bot cannot be read"));
    }

    private static String withConsole(ByteArrayOutputStream console, Call call) throws IOException {
      PrintStream before = System.out;
      System.setOut(new PrintStream(console, true, UTF_8));
      try {
        return call.response();
      } finally {
        System.setOut(before);
      }
    }

    private interface Call {
      String response() throws IOException;
    }
  }

  @Nested
  class TheReserveBeforeTheTimeout {
    @Test
    void aSweepThatBeginsWithinItClosesNothing() throws IOException {
      recordMany(1);
      context.leaving(() -> RESERVE);

      assertThat(sweep("11:00")).contains("\"closed\":0").contains("\"finished\":false");
      assertThat(store.due()).hasSize(1);
    }

    @Test
    void aSweepThatBeginsBeforeItReadsASlice() throws IOException {
      recordMany(1);
      context.leaving(() -> RESERVE + 1);

      assertThat(sweep("11:00")).contains("\"closed\":1").contains("\"finished\":true");
    }

    @Test
    void endsTheSweepBetweenSlicesAndTheNextInvocationGoesOn() throws IOException {
      InMemoryConversations one = new InMemoryConversations();
      record(one, 25);
      int before = one.commits();
      context.leaving(() -> one.commits() - before < PAGE_SIZE ? 300_000 : RESERVE);

      assertThat(context.invoke(handler(one, one), eventAt("11:00")))
          .contains("\"closed\":" + PAGE_SIZE + ",")
          .contains("\"failed\":0,")
          .contains("\"finished\":false");
      assertThat(one.due()).hasSize(25 - PAGE_SIZE);

      context.leaving(() -> 300_000);
      assertThat(context.invoke(handler(one, one), eventAt("11:01")))
          .contains("\"closed\":" + (25 - PAGE_SIZE) + ",")
          .contains("\"finished\":true");
      assertThat(one.due()).isEmpty();
    }

    @Test
    void isShorterThanTheFunctionsTimeout() throws IOException {
      Path template = Path.of(System.getProperty("project.root"), "template.yaml");
      Matcher timeout =
          Pattern.compile("\n  SweepInactiveFunction:.*?\n      Timeout: (\\d+)\n", Pattern.DOTALL)
              .matcher(Files.readString(template));
      assertThat(timeout.find()).isTrue();
      assertThat(Integer.parseInt(timeout.group(1)) * 1000).isGreaterThan(2 * RESERVE);
    }

    @Test
    void theStoreWorksUnderTheInvocationsDeadline() throws IOException {
      recordMany(1);
      context.leaving(() -> 12_345);
      Set<Long> left = ConcurrentHashMap.newKeySet();
      Conversations observed =
          new ForwardingConversations(store) {
            @Override
            public Commit commit(
                Conversation next,
                Collection<Session> changedSessions,
                Collection<TranscriptPart> parts,
                Collection<DebugEntry> entries,
                Sharding sharding) {
              left.add(Deadline.current().millisLeft());
              return super.commit(next, changedSessions, parts, entries, sharding);
            }
          };

      context.invoke(handler(observed, store), eventAt("11:00"));

      assertThat(left).containsExactly(12_345L);
    }
  }

  @Nested
  class AStoreThatFails {
    @Test
    void forOneShardFailsTheInvocationAfterAllOthersWereTried() throws IOException {
      recordMany(40);
      long inShard = store.due().stream().filter(entry -> entry.shard() == 2).count();
      assertThat(inShard).isPositive().isLessThan(40);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> context.invoke(handler(store, failingForShard(2)), eventAt("11:00")))
          .withMessage("the sweep could not read all that may be due; the next one continues")
          .havingCause()
          .withMessage("shard 2 fails");

      assertThat(store.due()).hasSize((int) inShard).allMatch(entry -> entry.shard() == 2);
      assertThat(context.lines())
          .singleElement()
          .asString()
          .contains("\"closed\":" + (40 - inShard) + ",")
          .contains("\"failed\":0,")
          .contains("\"finished\":false");
      assertThat(sweep("11:01"))
          .contains("\"closed\":" + inShard + ",\"nudged\":0,\"rescheduled\":0");
    }

    @Test
    void forOneConversationFailsTheInvocationAndItStaysDue() throws IOException {
      recordMany(25);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(
              () -> context.invoke(handler(failingToCommit("user-7"), store), eventAt("11:00")))
          .withMessage("the sweep could not close 1 conversations; they stay due")
          .havingCause()
          .withMessage("user-7 fails");

      assertThat(store.due()).extracting(entry -> entry.key().userId()).containsExactly("user-7");
      assertThat(sweep("11:01")).contains("\"closed\":1,");
    }

    @Test
    void forTheBotsFailsTheInvocationAtOnce() {
      recordMany(1);
      Registry failing =
          new InMemoryRegistry() {
            @Override
            public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
              throw new StoreException("no bots");
            }
          };

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> context.invoke(handler(failing, store, store), eventAt("11:00")))
          .withMessage("no bots");
      assertThat(store.due()).hasSize(1);
    }
  }

  @Nested
  class AnEventForWaitingMessages {
    private static final String EVENT = "{\"waitingMessages\":true}";

    @Test
    void storesThemAndClosesNoSession() throws IOException {
      recordAMessage("ada");

      assertThat(context.invoke(handler(), EVENT))
          .isEqualTo("{\"stored\":1,\"failed\":0,\"unreadable\":0,\"finished\":true}");

      assertThat(store.parts(BOT.id(), "ada")).hasSize(1);
      assertThat(closedUsers()).isEmpty();
      assertThat(context.lines())
          .containsExactly("{\"stored\":1,\"failed\":0,\"unreadable\":0,\"finished\":true}\n");
    }

    @Test
    void failsTheInvocationIfOneCannotBeStoredAfterAllOthersWereTried() throws IOException {
      recordAMessage("ada");
      recordAMessage("bob");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> context.invoke(handler(failingToCommit("ada"), store), EVENT))
          .withMessage("the sweep could not store all messages that wait; the next one continues")
          .havingCause()
          .withMessage("ada fails");

      assertThat(store.parts(BOT.id(), "bob")).hasSize(1);
      assertThat(context.invoke(handler(), EVENT)).startsWith("{\"stored\":1,\"failed\":0,");
    }

    private void recordAMessage(String user) {
      MessagePolicy all = new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en");
      Clock hoursAgo = Clock.offset(CLOCK, Duration.ofHours(-2));
      new Recorder(
              store,
              store,
              new Transcripts(store, new InMemorySealer(), bot -> all),
              ids,
              hoursAgo,
              BackoffPolicy.immediate())
          .record(
              BOT, List.of(user("20:59").in(new ConversationKey(BOT.id(), user, "rtm")).build()));
    }
  }

  @Nested
  class AScheduleThatFiresTwice {
    @Test
    void closesNothingTheSecondTime() throws IOException {
      recordMany(25);

      assertThat(sweep("11:00")).contains("\"closed\":25,");
      assertThat(sweep("11:00"))
          .isEqualTo(
              "{\"now\":\"2026-03-02T11:00:00Z\",\"closed\":0,\"nudged\":0,"
                  + "\"rescheduled\":0,\"failed\":0,"
                  + "\"unreadable\":0,\"finished\":true,\"closedByJobs\":0,"
                  + "\"unreadableByJobs\":0,\"jobsFinished\":true}");
    }

    @Test
    void closesEverySessionOnceIfBothRunAtTheSameTime() throws Exception {
      recordMany(60);
      Callable<String> invocation =
          () -> new FakeContext().leaving(() -> 300_000).invoke(handler(), eventAt("11:00"));
      int closed = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (Future<String> response : threads.invokeAll(List.of(invocation, invocation))) {
          assertThat(response.get()).contains("\"failed\":0,").contains("\"finished\":true");
          Matcher matcher = Pattern.compile("\"closed\":(\\d+)").matcher(response.get());
          assertThat(matcher.find()).isTrue();
          closed += Integer.parseInt(matcher.group(1));
        }
      }

      assertThat(closed).isEqualTo(60);
      assertThat(closedUsers()).hasSize(60);
    }
  }

  private void record(String user, String time) {
    record(store, user, time);
  }

  private void recordMany(int users) {
    record(store, users);
  }

  private void record(InMemoryConversations to, int users) {
    for (int i = 0; i < users; i++) {
      record(to, "user-" + i, "10:00");
    }
  }

  private void record(InMemoryConversations to, String user, String time) {
    record(to, BOT, user, time);
  }

  private void record(InMemoryConversations to, Bot bot, String user, String time) {
    List<Recorder.RecordingResult> recorded =
        new Recorder(to, to, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate())
            .record(
                bot, List.of(user(time).in(new ConversationKey(bot.id(), user, "rtm")).build()));
    assertThat(recorded).singleElement().isInstanceOf(Recorder.RecordingResult.InSession.class);
  }

  private Set<String> closedUsers() {
    Set<String> users = new HashSet<>();
    for (Session session : store.sessions()) {
      if (session.status() == SessionStatus.CLOSED) {
        users.add(session.conversation().userId());
      }
    }
    return users;
  }

  private String sweep(String time) throws IOException {
    return context.invoke(handler(), eventAt(time));
  }

  private static String eventAt(String time) {
    return "{\"source\":\"aws.scheduler\",\"time\":\"2026-03-02T%s\"}"
        .formatted(time.length() == 5 ? time + ":00Z" : time + "Z");
  }

  private SweepInactiveHandler handler() {
    return handler(store, store);
  }

  private SweepInactiveHandler handler(Conversations conversations, DueConversations due) {
    return handler(new InMemoryRegistry().put(BOT), conversations, due);
  }

  private SweepInactiveHandler handler(
      Registry registry, Conversations conversations, DueConversations due) {
    return handler(registry, conversations, due, new InMemoryClosingJobs());
  }

  private SweepInactiveHandler handler(
      Registry registry, Conversations conversations, DueConversations due, ClosingJobs jobs) {
    SessionCloser closer =
        new SessionCloser(
            conversations, due, TestTranscripts.NONE.parts(), CLOCK, BackoffPolicy.immediate());
    return new SweepInactiveHandler(
        new InactivitySweeper(
            registry, due, conversations, closer, Duration.ofSeconds(30), PAGE_SIZE),
        new MessageSweeper(
            registry,
            conversations,
            new ConversationWriter(conversations, due, store, CLOCK),
            CLOCK),
        new ClosingJobRunner(registry, due, closer, jobs, CLOCK),
        CLOCK);
  }

  private DueConversations failingForShard(int number) {
    return new ForwardingDueConversations(store) {
      @Override
      public Page readInactiveSince(
          BotId bot,
          int shard,
          AwaitedSilence awaited,
          Instant latestInactivityStart,
          Optional<String> after,
          int limit) {
        if (shard == number) {
          throw new StoreException("shard " + number + " fails");
        }
        return super.readInactiveSince(bot, shard, awaited, latestInactivityStart, after, limit);
      }
    };
  }

  private Conversations failingToCommit(String user) {
    return new ForwardingConversations(store) {
      @Override
      public Commit commit(
          Conversation next,
          Collection<Session> changedSessions,
          Collection<TranscriptPart> parts,
          Collection<DebugEntry> entries,
          Sharding sharding) {
        if (next.key().userId().equals(user)) {
          throw new StoreException(user + " fails");
        }
        return super.commit(next, changedSessions, parts, entries, sharding);
      }
    };
  }

  private Conversations unreadable(String user) {
    return new ForwardingConversations(store) {
      @Override
      public Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys) {
        Map<ConversationKey, Conversation> found = new HashMap<>(super.readEventually(keys));
        found.keySet().removeIf(key -> key.userId().equals(user));
        return found;
      }

      @Override
      public Conversation readConsistently(ConversationKey key) {
        throw new UnreadableItemException("a stored conversation cannot be read");
      }
    };
  }
}
