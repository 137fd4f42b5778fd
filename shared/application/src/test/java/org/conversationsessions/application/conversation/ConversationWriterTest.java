package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.conversationsessions.domain.message.TestMessages.message;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When messages that wait in a conversation are put into the table of messages. */
class ConversationWriterTest {
  private static final Instant TEN = TestEventBuilder.at("10:00");
  private static final SessionId SESSION = SessionId.of(TEN, 1);

  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemorySealer sealer = new InMemorySealer();

  /** What happened, in order: a part that was put, or the version that was written. */
  private final List<String> log = new ArrayList<>();

  private final Conversations conversations =
      new LimitedConversations(store) {
        @Override
        public Commit commit(
            Conversation next,
            Collection<Session> changedSessions,
            Collection<TranscriptPart> parts,
            Collection<DebugEntry> entries,
            Sharding sharding) {
          Commit commit = super.commit(next, changedSessions, parts, entries, sharding);
          log.add(commit instanceof Commit.Done ? "written" : "conflict");
          return commit;
        }
      };

  private final MessageParts parts =
      (conversation, part, sharding) -> {
        store.put(conversation, part, sharding);
        log.add("put " + part.first().number() + "+" + part.count());
      };

  @Test
  void whatStaysOrGrowsIsNotPut() {
    Conversation stored = write(waiting(part(0, 1)));

    write(stored, stored.withPendingPart(part(0, 1, 2)));

    assertThat(log).containsExactly("written", "written");
    assertThat(store.parts()).isEmpty();
  }

  @Test
  void whatMakesRoomForAnotherPartIsPutBeforeTheWrite() {
    Conversation stored = write(waiting(part(0, 1)));

    write(stored, stored.withPendingPart(part(2)));

    assertThat(log).containsExactly("written", "put 0+2", "written");
  }

  @Test
  void whatLeavesIsPutBeforeTheWrite() {
    Conversation stored = write(waiting(part(0, 1)));

    write(stored, stored.withPendingPart(null));

    assertThat(log).containsExactly("written", "put 0+2", "written");
  }

  @Test
  void aClosingPutsWhatWaits() {
    Conversation stored = write(waiting(part(0, 1)));

    write(stored, stored.with(null, null, RecentEvents.NONE));

    assertThat(log).containsExactly("written", "put 0+2", "written");
    assertThat(store.readConsistently(TestEventBuilder.HERE).pendingPart()).isNull();
  }

  @Test
  void aWriterThatLosesHasPutNothingThatWasNotRecorded() {
    Conversation stale = write(waiting(part(0, 1)));
    Conversation current = write(stale, stale.withPendingPart(part(0, 1, 2)));

    // The loser closes what it saw, and then what it is shown.
    Conversations.Commit lost = commit(stale, stale.with(null, null, RecentEvents.NONE), parts);
    assertThat(lost).isEqualTo(new Conversations.Commit.Conflict(current));
    assertThat(numbers()).containsExactly(List.of(0, 1));
    write(current, current.with(null, null, RecentEvents.NONE));

    assertThat(numbers()).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void aWriterThatComesLateTakesNothingBack() {
    Conversation stale = write(waiting(part(0, 1)));
    Conversation current = write(stale, stale.withPendingPart(part(0, 1, 2)));
    write(current, current.with(null, null, RecentEvents.NONE));

    commit(stale, stale.with(null, null, RecentEvents.NONE), parts);

    assertThat(numbers()).containsExactly(List.of(0, 1, 2));
  }

  @Test
  void ifAPartCannotBePutNothingIsWritten() {
    Conversation stored = write(waiting(part(0, 1)));
    MessageParts failing =
        (conversation, part, sharding) -> {
          throw new StoreException("no capacity");
        };

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> commit(stored, stored.withPendingPart(part(2)), failing));

    assertThat(store.readConsistently(TestEventBuilder.HERE)).isEqualTo(stored);
  }

  private Conversation write(Conversation next) {
    return write(Conversation.unknown(next.key()), next);
  }

  private Conversation write(Conversation stored, Conversation next) {
    return ((Conversations.Commit.Done) commit(stored, next, parts)).conversation();
  }

  private Conversations.Commit commit(Conversation stored, Conversation next, MessageParts into) {
    return new ConversationWriter(conversations, store, into, Clock.fixed(TEN, ZoneOffset.UTC))
        .commit(stored, next, List.of(), List.of(), List.of(), TestBots.ANY);
  }

  private List<List<Integer>> numbers() {
    return store.parts().stream()
        .map(
            part ->
                sealer.open(TestEventBuilder.HERE, part).stream()
                    .map(m -> m.id().number())
                    .toList())
        .toList();
  }

  private static Conversation waiting(@Nullable TranscriptPart part) {
    Session session = Session.starting(SESSION, TestEventBuilder.HERE);
    LiveSession live =
        new LiveSession(session, TEN, TEN, Optional.empty(), ContainmentFacts.NOTHING);
    Conversation unknown = Conversation.unknown(TestEventBuilder.HERE);
    return unknown.with(live, null, RecentEvents.NONE).withPendingPart(part);
  }

  private TranscriptPart part(int... numbers) {
    return sealer.seal(
        TestEventBuilder.HERE,
        IntStream.of(numbers).mapToObj(number -> message(SESSION, number, TEN, "a")).toList(),
        Optional.empty());
  }
}
