package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random conversations over a store that fails, stalls and lags. In the end the transcript of every
 * session is the list of its messages as a model keeps it: in order, none missing, none twice.
 *
 * <p>{@code -Dtranscript.conversations=N} sets the number of conversations, {@code -Dseed=N}
 * repeats one of them.
 */
@DisplayName("Transcripts of random conversations (contract, section 14)")
class TranscriptModelTest {
  private static final int CONVERSATIONS = Integer.getInteger("transcript.conversations", 1_500);

  @Test
  void everyTranscriptIsTheModels(@Seeded Random seeds) {
    int[] figures = new int[3];
    for (int i = 0; i < CONVERSATIONS; i++) {
      Run run = new Run(Randoms.from(seeds));
      run.play();
      run.check();
      figures[0] += run.kept();
      figures[1] += run.memory.parts().size();
      figures[2] += run.store.failures();
    }
    System.out.printf(
        "%d messages in %d parts, %d failed calls%n", figures[0], figures[1], figures[2]);
    // The test would be worth nothing if hardly anything happened.
    assertThat(figures[0]).isGreaterThan(10 * CONVERSATIONS);
    assertThat(figures[1]).isGreaterThan(CONVERSATIONS);
    assertThat(figures[2]).isGreaterThan(CONVERSATIONS);
  }

  /** What a transcript shows of a message. */
  private record Line(
      String sender,
      String text,
      Optional<MessageAuthor> author,
      MessageDirection direction,
      Instant createdOn) {}

  /** One conversation. */
  private static final class Run {
    private static final String MAIN = "main";
    private static final String OTHER = "other";

    private final Random random;
    private final InMemoryConversations memory = new InMemoryConversations();
    private final UnreliableStore store;
    private final InMemorySealer sealer = new InMemorySealer();
    private final ManualClock clock = new ManualClock(TestEventBuilder.at("10:00"));
    private final Recorder recorder;
    private final Recorder other;
    private final SessionCloser closer;
    private final Bot bot;

    /** The model: the lines of each session in the order of recording, of each sender. */
    private final Map<SessionId, List<Line>> expected = new HashMap<>();

    private final Set<String> answered = new HashSet<>();

    /** Events that may be sent again. */
    private final List<ActivityEvent> sent = new ArrayList<>();

    private MessagePolicy policy;
    private boolean alwaysKept = true;
    private int events;

    Run(Random random) {
      this.random = random;
      this.store = new UnreliableStore(memory, random);
      Transcripts transcripts = new Transcripts(store.parts(), sealer, of -> policy);
      this.recorder =
          new Recorder(
              store.conversations(),
              store.due(),
              transcripts,
              TestIds.counting(),
              clock,
              conflicts -> interfere());
      this.other =
          new Recorder(
              memory,
              memory,
              new Transcripts(memory, sealer, of -> policy),
              TestIds.counting(),
              clock,
              BackoffPolicy.immediate());
      this.closer =
          new SessionCloser(
              store.conversations(), store.due(), store.parts(), clock, BackoffPolicy.immediate());
      this.bot =
          new Bot(
              TestEventBuilder.HERE.bot(),
              "account",
              new BotSettings(random.nextInt(4) > 0, Duration.ofMinutes(15), "en"));
      this.policy = policy(true);
    }

    int kept() {
      return expected.values().stream().mapToInt(List::size).sum();
    }

    void play() {
      store.fail(random.nextBoolean() ? 0.1 : 0);
      for (int steps = 1 + random.nextInt(25); steps > 0; steps--) {
        clock.advance(pause());
        switch (random.nextInt(12)) {
          case 0 -> close();
          case 1 -> sweep();
          case 2 -> store.deliverLate();
          case 3 -> policy = policy(random.nextInt(4) > 0);
          default -> send();
        }
      }
      store.fail(0);
      close();
      store.deliverLate();
    }

    private Duration pause() {
      return switch (random.nextInt(10)) {
        case 0 -> Duration.ofMinutes(random.nextInt(200));
        case 1 -> Duration.ofMinutes(random.nextInt(20));
        default -> Duration.ofMillis(1 + random.nextInt(60_000));
      };
    }

    private MessagePolicy policy(boolean keep) {
      alwaysKept &= keep;
      return new MessagePolicy(
          keep,
          random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofDays(30)),
          text -> text,
          "en");
    }

    private List<ActivityEvent> events() {
      int count =
          switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(100);
            case 1, 2 -> 1 + random.nextInt(8);
            default -> 1;
          };
      List<ActivityEvent> batch = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        // What a large request sends again may be forgotten before the request has succeeded.
        boolean again = count <= 8 && random.nextInt(9) == 0 && !sent.isEmpty();
        batch.add(again ? sent.get(random.nextInt(sent.size())) : event());
      }
      return batch;
    }

    private ActivityEvent event() {
      String id = "e" + ++events;
      boolean late = random.nextInt(6) == 0;
      Instant at =
          late
              ? clock.instant().minusSeconds(random.nextInt(random.nextBoolean() ? 600 : 9000))
              : clock.instant().plusMillis(events);
      TestEventBuilder event =
          random.nextInt(30) == 0
              ? TestEventBuilder.refreshAt(at)
              : TestEventBuilder.event(type(), at);
      String text = id + "x".repeat(random.nextInt(30) == 0 ? random.nextInt(12_000) : 1);
      Optional<MessageAuthor> agent =
          random.nextBoolean()
              ? Optional.of(new MessageAuthor("agent", Optional.empty(), Optional.empty()))
              : Optional.empty();
      return event
          .id(id)
          .content(new MessageContent(text, false, Optional.empty(), agent, List.of()))
          .build();
    }

    private ActivityType type() {
      return switch (random.nextInt(10)) {
        case 0 -> ActivityType.AUTHORIZATION;
        case 1 -> ActivityType.AGENT_MESSAGE;
        case 2, 3, 4 -> ActivityType.BOT_MESSAGE;
        case 5 -> ActivityType.values()[random.nextInt(ActivityType.values().length)];
        default -> ActivityType.USER_MESSAGE;
      };
    }

    private void send() {
      List<ActivityEvent> batch = events();
      send(MAIN, recorder, batch);
      // A conversation remembers the last request and fifty events, those of others included.
      sent.clear();
      sent.addAll(batch.subList(Math.max(0, batch.size() - 10), batch.size()));
    }

    /** Sends events as a client does: those without an answer again and again. */
    private void send(String sender, Recorder to, List<ActivityEvent> batch) {
      List<ActivityEvent> left = batch;
      while (!left.isEmpty()) {
        List<ActivityEvent> failed = new ArrayList<>();
        try {
          List<RecordingResult> results = to.record(bot, left);
          for (int i = 0; i < left.size(); i++) {
            switch (results.get(i)) {
              case RecordingResult.InSession in -> expect(sender, left.get(i), in.session());
              case RecordingResult.Failed again -> failed.add(left.get(i));
              case RecordingResult.Sessionless none -> {}
              case RecordingResult.Refused refused -> {}
            }
          }
        } catch (StoreException unread) {
          failed.addAll(left);
        }
        left = failed;
      }
    }

    /** Another writer writes whenever this one has lost, or at least now and then. */
    private void interfere() {
      if (random.nextInt(3) == 0) {
        send(OTHER, other, List.of(event()));
      }
    }

    private void expect(String sender, ActivityEvent event, SessionId session) {
      if (!answered.add(event.eventId()) || !event.type().isMessage() || !policy.keep()) {
        return;
      }
      boolean incoming = event.type().isByUser();
      Line line =
          new Line(
              sender,
              event.type() == ActivityType.AUTHORIZATION ? "" : event.content().text(),
              event.type() == ActivityType.AGENT_MESSAGE
                  ? event.content().agent()
                  : Optional.empty(),
              incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
              event.timestamp());
      expected.computeIfAbsent(session, id -> new ArrayList<>()).add(line);
    }

    private void close() {
      untilItSucceeds(
          () ->
              closer.closeByApi(
                  bot, TestEventBuilder.HERE.userId(), Optional.empty(), Optional.empty()));
    }

    private void sweep() {
      for (DueConversations.Entry entry : memory.due()) {
        untilItSucceeds(
            () ->
                closer.sweep(
                    entry,
                    store
                        .conversations()
                        .readEventually(List.of(entry.key()))
                        .getOrDefault(entry.key(), Conversation.unknown(entry.key())),
                    bot,
                    clock.instant()));
      }
    }

    private static void untilItSucceeds(Runnable work) {
      while (true) {
        try {
          work.run();
          return;
        } catch (StoreException again) {
          continue;
        }
      }
    }

    void check() {
      assertThat(memory.readConsistently(TestEventBuilder.HERE).pendingPart()).isNull();
      Map<SessionId, List<Message>> transcripts = new TreeMap<>();
      for (TranscriptPart part : memory.parts()) {
        List<Message> messages = sealer.open(TestEventBuilder.HERE, part);
        checkPart(part, messages);
        transcripts
            .computeIfAbsent(part.first().session(), id -> new ArrayList<>())
            .addAll(messages);
      }
      assertThat(transcripts.keySet()).isEqualTo(expected.keySet());
      assertThat(memory.parts().stream().mapToInt(TranscriptPart::count).sum()).isEqualTo(kept());
      for (Session session : memory.sessions()) {
        List<Message> found = new ArrayList<>(transcripts.getOrDefault(session.id(), List.of()));
        found.sort(Comparator.comparing(Message::id));
        check(session, found, expected.getOrDefault(session.id(), List.of()));
      }
    }

    private void check(Session session, List<Message> found, List<Line> model) {
      List<Integer> numbers = found.stream().map(message -> message.id().number()).toList();
      assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number < session.messages());
      if (alwaysKept) {
        assertThat(numbers).hasSize(session.messages());
      }
      // Two senders at once have no order between them; each sender's messages have one.
      for (String sender : List.of(MAIN, OTHER)) {
        List<Line> own = model.stream().filter(line -> line.sender().equals(sender)).toList();
        assertThat(found.stream().map(message -> line(sender, message)).filter(own::contains))
            .containsExactlyElementsOf(own);
      }
      assertThat(found).hasSameSizeAs(model);
    }

    private static void checkPart(TranscriptPart part, List<Message> messages) {
      assertThat(part.count()).isEqualTo(messages.size());
      assertThat(part.first()).isEqualTo(messages.getFirst().id());
      assertThat(part.time()).isEqualTo(messages.getFirst().createdOn());
      assertThat(messages).isSortedAccordingTo(Comparator.comparing(Message::id));
      for (Message message : messages) {
        assertThat(message.id().session()).isEqualTo(part.first().session());
        assertThat(message.createdOn()).isBetween(part.earliest(), part.latest());
        assertThat(part.accepts(message, part.expiresAt())).isTrue();
      }
    }

    private static Line line(String sender, Message message) {
      return new Line(
          sender, message.text(), message.author(), message.direction(), message.createdOn());
    }
  }
}
