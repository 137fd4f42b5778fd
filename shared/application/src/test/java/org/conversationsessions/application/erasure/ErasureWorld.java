package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.closing.ClosingFinisher;
import org.conversationsessions.application.closing.InMemoryClosingQueue;
import org.conversationsessions.application.closing.InactivitySweeper;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.closing.StateClearer;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.counting.InMemorySessionCounters;
import org.conversationsessions.application.debug.ClosingDebugLog;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryAccountOperators;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.event.PassingMark;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.StreamChange;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.testing.ManualClock;
import org.jspecify.annotations.Nullable;

/** The service in memory: writers, the stream with its readers, and the worker that erases. */
final class ErasureWorld {
  static final Duration PAUSE = Duration.ofSeconds(300);
  static final BotId BOT = new BotId("st-1");

  final Bot bot;
  final InMemoryConversations store = new InMemoryConversations();
  final InMemorySessionStates states = new InMemorySessionStates();
  final InMemorySessionCounters counters = new InMemorySessionCounters();
  final RecordingBus bus = new RecordingBus();
  final InMemoryAccountOperators operators = new InMemoryAccountOperators();
  final InMemoryClosingQueue closings = new InMemoryClosingQueue();
  final InMemoryErasures erasures =
      new InMemoryErasures().streamingTo(mark -> stream(new PassingMark(mark, now())));
  final UserDataStores data =
      new InMemoryUserData(
          store, states, counters, session -> stream(new SessionChange(session, null)));
  private final List<StreamChange> stream = new ArrayList<>();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T10:00:00Z"));
  private final Streamed streamed = new Streamed();
  private final InMemorySettings settings = new InMemorySettings().register(BOT);
  private final ClosingMessages messages;
  private final ClosingDebugLog debugLog;
  private final Recorder recorder;
  private final SessionCloser closer;
  private int published;
  private int counted;

  /** What happens at a call of a port of the worker, before or after its effect. */
  interface Interference {
    /** Is told of each call; may act or throw. */
    void at(int call, boolean after);
  }

  ErasureWorld(Optional<String> script) {
    BotSettings lifecycle = new BotSettings(true, Duration.ofMinutes(15), "en").withDebugLogs(true);
    ClosureSettings closure =
        new ClosureSettings(ClosureBehavior.MESSAGE, List.of("Bye"), Set.of(), script);
    this.bot =
        new Bot(
            BOT,
            "acme",
            settings.write(BOT, new ManagedSettings(lifecycle, closure)).orElseThrow().lifecycle());
    MessagePolicy keeping = new MessagePolicy(true, Optional.empty(), text -> text, "en");
    Transcripts transcripts = new Transcripts(store, new InMemorySealer(), one -> keeping);
    this.messages =
        new ClosingMessages(
            transcripts,
            one -> Optional.of(bot),
            session -> store.storedSession(session.id()) != null);
    DebugLogPolicy logging = new DebugLogPolicy(true, Duration.ofDays(30), text -> text);
    DebugLogging debugLogs = new DebugLogging(store, one -> logging);
    this.debugLog =
        new ClosingDebugLog(
            store, Duration.ofDays(30), session -> store.storedSession(session.id()) != null);
    this.recorder =
        new Recorder(
            streamed,
            store,
            transcripts,
            debugLogs,
            TestIds.counting(),
            clock,
            BackoffPolicy.immediate());
    this.closer =
        new SessionCloser(streamed, store, store, debugLogs, clock, BackoffPolicy.immediate());
  }

  private final class Streamed extends ForwardingConversations {
    Streamed() {
      super(store);
    }

    @Override
    public Commit commit(
        Conversation next,
        Collection<Session> changedSessions,
        Collection<TranscriptPart> parts,
        Collection<DebugEntry> entries,
        Sharding sharding) {
      synchronized (store) {
        List<SessionChange> changes =
            changedSessions.stream()
                .map(session -> new SessionChange(store.storedSession(session.id()), session))
                .toList();
        Commit commit = super.commit(next, changedSessions, parts, entries, sharding);
        if (commit instanceof Commit.Done) {
          changes.forEach(ErasureWorld.this::stream);
        }
        return commit;
      }
    }
  }

  private synchronized void stream(StreamChange change) {
    stream.add(change);
  }

  Instant now() {
    return clock.instant();
  }

  void passes(Duration time) {
    clock.advance(time);
  }

  static ConversationKey key(String user, String channel) {
    return new ConversationKey(BOT, user, channel);
  }

  /** Records a message of an end user, a second after the last one. */
  void says(String user, String channel, String text) {
    passes(Duration.ofSeconds(1));
    recorder.record(
        bot,
        List.of(
            TestEventBuilder.event(ActivityType.USER_MESSAGE, now())
                .in(key(user, channel))
                .text(text)
                .build()));
  }

  /** Stores a state of a conversation. */
  void remembers(String user, String channel) {
    WriteMark mark = WriteMark.of(store.readConsistently(key(user, channel)).clearMarkers());
    states.write(
        key(user, channel),
        new SessionState(
            Map.of(),
            Optional.of(new SessionState.Context("{}", mark)),
            Map.of(),
            SessionState.ContextTags.NONE,
            Optional.empty()),
        states.read(key(user, channel)).version());
  }

  void closes(String user) {
    closer.closeByApi(bot, user, Optional.empty(), Optional.empty());
  }

  void sweeps() {
    new InactivitySweeper(
            new InMemoryRegistry().put(bot), store, streamed, closer, Duration.ZERO, 10)
        .run(now(), () -> true);
  }

  /** Has both readers of the stream catch up. */
  void readersCatchUp() {
    counterCatchesUp();
    publisherCatchesUp();
  }

  synchronized void counterCatchesUp() {
    for (; counted < stream.size(); counted++) {
      if (stream.get(counted) instanceof SessionChange change) {
        counters.count(List.of(counted(change, counted + 1)));
      } else if (stream.get(counted) instanceof PassingMark(ErasureMark mark, _)) {
        erasures.note(mark, StreamReader.COUNTER);
      }
    }
  }

  private static CountChange counted(SessionChange change, int number) {
    Session either = change.after() == null ? change.before() : change.after();
    if (either == null) {
      throw new IllegalStateException("a change of nothing");
    }
    return new CountChange(
        new SequenceNumber(Integer.toString(number)),
        BOT,
        either.conversation().userId(),
        either.startTime(),
        counted(change.before()),
        counted(change.after()),
        null,
        "");
  }

  private static @Nullable CountedSession counted(@Nullable Session session) {
    return session == null ? null : CountedSession.of(session);
  }

  synchronized void publisherCatchesUp() {
    OptionalInt failed =
        new SessionEventPublisher(
                settings, messages, debugLog, closings, bus, erasures, 3, attempt -> {})
            .publish(stream.subList(published, stream.size()), (place, why) -> {});
    assertThat(failed).isEmpty();
    published = stream.size();
  }

  /** Delivers the stream again from its beginning. */
  synchronized void streamIsDeliveredAgain() {
    published = 0;
    counted = 0;
    readersCatchUp();
  }

  /** Finishes the closings that wait for their script. */
  void finishesClosings() {
    closings.deliver(
        new ClosingFinisher(
                session -> store.storedSession(session.id()) != null,
                (session, script) -> new ScriptOutcome(true, Set.of(), Optional.empty()),
                new StateClearer(streamed, states, BackoffPolicy.immediate()),
                bus,
                debugLog,
                failed -> {})
            ::finish);
  }

  /** Returns a worker. */
  ErasureWorker worker(Interference interference) {
    return worker(interference, store);
  }

  /** Returns a worker that sees this due index. */
  ErasureWorker worker(Interference interference, DueConversations due) {
    Calls calls = new Calls(interference);
    return new ErasureWorker(
        calls.on(Erasures.class, erasures),
        calls.on(MarkNotes.class, erasures),
        calls.on(UserDataStores.class, data),
        calls.on(DueConversations.class, due),
        clock,
        BackoffPolicy.immediate(),
        PAUSE);
  }

  /** Counts the calls of all ports together. */
  private static final class Calls {
    private final Interference interference;
    private int calls;

    Calls(Interference interference) {
      this.interference = interference;
    }

    <T> T on(Class<T> port, T inner) {
      return port.cast(
          Proxy.newProxyInstance(
              port.getClassLoader(),
              new Class<?>[] {port},
              (proxy, method, arguments) -> {
                int call;
                synchronized (this) {
                  call = calls++;
                }
                interference.at(call, false);
                Object answer;
                try {
                  answer = method.invoke(inner, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                interference.at(call, true);
                return answer;
              }));
    }
  }

  ErasureService service() {
    return new ErasureService(
        erasures,
        (id, delay) -> {},
        new InMemorySessionHistory(store::sessions, Duration.ZERO, clock),
        operators,
        clock,
        UUID::randomUUID);
  }

  /** Has a worker continue until the request has ended; the readers follow. */
  void finish(ErasureId id) {
    finish(id, worker((call, after) -> {}));
  }

  /** Has a worker continue until the request has ended; the readers follow. */
  void finish(ErasureId id, ErasureWorker worker) {
    for (int slices = 0; slices < 1000; slices++) {
      if (!(worker.work(id, () -> true) instanceof ErasureWorker.Result.Again(Duration delay))) {
        return;
      }
      passes(delay);
      readersCatchUp();
    }
    throw new AssertionError("it does not end");
  }

  /** Returns what is stored of an end user, as text. */
  List<String> holds(String user) {
    List<String> found = new ArrayList<>();
    store.keys().stream()
        .filter(key -> key.userId().equals(user))
        .forEach(key -> found.add("conversation " + key.channel()));
    states.keys().stream()
        .filter(key -> key.userId().equals(user))
        .forEach(key -> found.add("state " + key.channel()));
    store.ownersOfParts().values().stream()
        .filter(key -> key.userId().equals(user))
        .forEach(key -> found.add("part " + key.channel()));
    store.debugEntries().stream()
        .filter(entry -> entry.conversation().userId().equals(user))
        .forEach(entry -> found.add("debug log " + entry.conversation().channel()));
    store.sessions().stream()
        .filter(session -> session.conversation().userId().equals(user))
        .forEach(session -> found.add("session " + session.id()));
    store.due().stream()
        .filter(entry -> entry.key().userId().equals(user))
        .forEach(entry -> found.add("due " + entry.session()));
    erasures.marks().stream()
        .filter(mark -> mark.target().subject().userId().equals(user))
        .forEach(mark -> found.add("mark"));
    return found.stream().sorted().toList();
  }

  /** Asserts that nothing is half there, and that the totals are those of the sessions. */
  void isWhole() {
    readersCatchUp();
    Set<Session> rows = new HashSet<>(store.sessions());
    for (ConversationKey key : store.keys()) {
      LiveSession live = store.readConsistently(key).live();
      if (live != null) {
        assertThat(store.storedSession(live.session().id()))
            .as("session item of %s", live)
            .isNotNull();
        assertThat(store.due())
            .as("due entry")
            .anyMatch(entry -> entry.session().equals(live.session().id()));
      }
    }
    for (Session row : rows) {
      if (row.status() == SessionStatus.ACTIVE) {
        LiveSession live = store.readConsistently(row.conversation()).live();
        assertThat(live).as("conversation of a live session").isNotNull();
      }
    }
    for (MessageId part : store.ownersOfParts().keySet()) {
      assertThat(store.storedSession(part.session())).as("session of a part").isNotNull();
    }
    for (DebugEntry entry : store.debugEntries()) {
      assertThat(entry.session().filter(id -> store.storedSession(id) == null))
          .as("a debug entry whose session is not stored")
          .isEmpty();
    }
    assertThat(counters.countedOf(BOT)).as("total").isEqualTo(rows.size());
    assertThat(counters.measuresOf(BOT).sessions().sum(SessionKind.ALL))
        .as("measures")
        .isEqualTo(
            rows.stream()
                .map(SessionMeasures::of)
                .reduce(SessionMeasures.NONE, SessionMeasures::plus));
    rows.stream()
        .map(row -> row.conversation().userId())
        .distinct()
        .forEach(
            user ->
                assertThat(counters.countedOf(BOT, user))
                    .isEqualTo(
                        rows.stream()
                            .filter(row -> row.conversation().userId().equals(user))
                            .count()));
  }
}
