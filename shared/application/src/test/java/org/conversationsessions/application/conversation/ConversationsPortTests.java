package org.conversationsessions.application.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.state.ClearMarkers;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of {@link Conversations} and {@link DueConversations} promises
 * (contract, section 6: an event is applied as a whole or not at all).
 */
public abstract class ConversationsPortTests {
  private static final Instant TEN = TestEventBuilder.at("10:00");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final ConversationKey key = new ConversationKey(bot, "a#b@example.com", "rtm");

  /**
   * Returns the conversations under test. They may contain items of other tests, so keys are
   * unique.
   */
  protected abstract Conversations conversations();

  /** Returns the stored transcript parts of an end user. */
  protected abstract List<TranscriptPart> parts(BotId of, String userId);

  @Test
  void aConversationThatIsNotStoredIsUnknown() {
    assertThat(conversations().readConsistently(key)).isEqualTo(Conversation.unknown(key));
    assertThat(conversations().readEventually(Set.of(key)))
        .containsEntry(key, Conversation.unknown(key));
    assertThat(conversations().ofUser(bot, key.userId())).isEmpty();
    assertThat(conversations().adjacentSessions(key, TEN, Duration.ofMinutes(15)))
        .isEqualTo(new AdjacentSessions(null, null));
  }

  @Test
  void everyPartOfAConversationIsReadAsWritten() {
    Session session =
        new Session(
            SessionId.of(TEN, 7),
            key,
            TEN.plusMillis(1234),
            List.of("de", "en", ""),
            SessionType.INTERACTIVE,
            ContainmentType.AGENT,
            Optional.of(new AgentTransfer(TEN.plusMillis(900), true)),
            true,
            new Tags(
                List.of(
                    new Tag("a", "", TEN),
                    new Tag("\ud83d\ude00", "\u0000\"\\", TEN.plusMillis(5))),
                List.of(new Tag("c", "d"))),
            17,
            3,
            Optional.of(new Nudge(TEN.plusSeconds(3), TEN.plusSeconds(303), 1 << 20)),
            Optional.empty());
    ContainmentFacts facts =
        new ContainmentFacts(true, true, true, TEN.plusMillis(800), TEN.plusSeconds(2), true);
    LiveSession live =
        new LiveSession(session, TEN.plusSeconds(4), TEN.plusSeconds(5), Optional.of(""), facts);
    EndedSession ended =
        new EndedSession(
            SessionId.of(TEN.minusSeconds(60), 6),
            TEN.minusSeconds(30),
            TEN.minusSeconds(29),
            TEN.minusSeconds(31),
            CloseReason.NEW_INTENT);
    RecentEvents recent = RecentEvents.NONE;
    for (int i = 0; i < 60; i++) {
      recent = recent.with("e" + i, SessionId.of(TEN, i % 13));
    }
    recent = recent.with("in no session", null);
    ClearMarkers marks = new ClearMarkers(1_700_000_000_123L, 7, 6, 5, 4, 30_000, 2);
    Conversation written = done(new Conversation(key, 0, live, ended, recent, marks));

    assertThat(written.version()).isPositive();
    assertThat(written)
        .isEqualTo(new Conversation(key, written.version(), live, ended, recent, marks));
    assertThat(conversations().readConsistently(key)).isEqualTo(written);
    assertThat(conversations().readEventually(Set.of(key))).containsEntry(key, written);
    assertThat(conversations().ofUser(bot, key.userId())).containsExactly(written);
  }

  @Test
  void theMessagesThatWaitAreReadAsWritten() {
    TranscriptPart waiting = part(3, 100);
    Conversation written = done(live(key, TEN).withPendingPart(waiting));

    assertThat(written.pendingPart()).isEqualTo(waiting);
    assertThat(conversations().readConsistently(key)).isEqualTo(written);
    assertThat(conversations().readEventually(Set.of(key))).containsEntry(key, written);
    assertThat(conversations().ofUser(bot, key.userId())).containsExactly(written);
    assertThat(conversations().commit(live(key, TEN), List.of(), List.of(), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(written));

    Conversation emptied = done(written.withPendingPart(null));
    assertThat(conversations().readConsistently(key)).isEqualTo(emptied);
  }

  @Test
  void partsAreWrittenWithTheConversationAndItsRecords() {
    Session storedSession = session(key, TEN);
    conversations()
        .commit(
            live(key, TEN), List.of(storedSession), List.of(part(0, 9), part(5, 9)), Sharding.ONE);

    assertThat(past(key, TEN).before()).isEqualTo(storedSession);
    assertThat(parts(bot, key.userId())).containsExactlyInAnyOrder(part(0, 9), part(5, 9));
  }

  @Test
  void partsAreWrittenWithoutRecordsToo() {
    conversations().commit(live(key, TEN), List.of(), List.of(part(0, 9)), Sharding.ONE);

    assertThat(conversations().readConsistently(key).version()).isPositive();
    assertThat(parts(bot, key.userId())).containsExactly(part(0, 9));
  }

  @Test
  void aConflictStoresNoPart() {
    Conversation stored = done(live(key, TEN));

    assertThat(conversations().commit(live(key, TEN), List.of(), List.of(part(0, 9)), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(stored));
    assertThat(parts(bot, key.userId())).isEmpty();
  }

  @Test
  void aWriteTakesAsManyRecordsAndPartsAsItMayHave() {
    List<Session> storedSessions = new ArrayList<>();
    List<TranscriptPart> parts = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      storedSessions.add(session(key, TEN.plusSeconds(60L * i)));
    }
    while (storedSessions.size() + parts.size() < Conversations.MAX_ITEMS) {
      parts.add(part(parts.size(), 8 * 1024));
    }

    assertThat(conversations().commit(live(key, TEN), storedSessions, parts, Sharding.ONE))
        .isInstanceOf(Conversations.Commit.Done.class);
    assertThat(parts(bot, key.userId())).hasSize(50);
  }

  @Test
  void aConversationHoldsFewMessagesThatWaitAndNotMany() {
    assertThat(conversations().hasRoomForPendingPart(live(key, TEN))).isTrue();
    assertThat(conversations().hasRoomForPendingPart(live(key, TEN).withPendingPart(part(1, 50))))
        .isTrue();
    assertThat(
            conversations().hasRoomForPendingPart(live(key, TEN).withPendingPart(part(99, 5000))))
        .isFalse();
  }

  @Test
  void everyConversationInWhichMessagesWaitIsFoundInOneSegment() {
    List<Conversation> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Conversation other = live(new ConversationKey(bot, "user-" + i, "rtm"), TEN);
      waiting.add(done(other.withPendingPart(part(1, 9))));
      done(live(new ConversationKey(bot, "nothing-waits-" + i, "rtm"), TEN));
    }
    List<Conversation> found = new ArrayList<>();
    for (int segment = 0; segment < 5; segment++) {
      conversations().visitWithPendingPart(segment, 5, found::add);
    }

    assertThat(found)
        .filteredOn(conversation -> conversation.key().bot().equals(bot))
        .containsExactlyInAnyOrderElementsOf(waiting);
  }

  @Test
  void theSearchForWaitingMessagesEndsWhenItsVisitorSaysSo() {
    for (int i = 0; i < 5; i++) {
      done(live(new ConversationKey(bot, "u-" + i, "rtm"), TEN).withPendingPart(part(1, 9)));
    }
    List<Conversation> found = new ArrayList<>();

    conversations()
        .visitWithPendingPart(0, 1, conversation -> found.add(conversation) && found.size() < 3);

    assertThat(found).hasSize(3);
  }

  @Test
  void aMinimalConversationIsReadAsWritten() {
    Conversation written = done(live(key, TEN));
    assertThat(conversations().readConsistently(key)).isEqualTo(written);

    Conversation closed =
        done(
            new Conversation(
                key, written.version(), null, null, RecentEvents.NONE, ClearMarkers.NONE));
    assertThat(conversations().readConsistently(key)).isEqualTo(closed);
  }

  @Test
  void theVersionGrowsByOneWithEveryWrite() {
    Conversation current = done(Conversation.unknown(key));
    for (int i = 1; i <= 5; i++) {
      long version = current.version();
      current = done(current);
      assertThat(current.version()).isEqualTo(version + 1);
    }
    assertThat(conversations().readConsistently(key)).isEqualTo(current);
  }

  @Test
  void aConflictReturnsThePresentStateAndChangesNothing() {
    Conversation first = done(live(key, TEN));
    Conversation second = done(first.with(first.live(), null, first.recent().with("e", id(TEN))));

    for (Conversation stale : List.of(live(key, TEN), first, withVersion(second, 9))) {
      assertThat(conversations().commit(stale, List.of(), List.of(), Sharding.ONE))
          .isEqualTo(new Conversations.Commit.Conflict(second));
      assertThat(
              conversations()
                  .commit(
                      stale, List.of(session(key, TEN.plusSeconds(60))), List.of(), Sharding.ONE))
          .isEqualTo(new Conversations.Commit.Conflict(second));
    }
    assertThat(conversations().readConsistently(key)).isEqualTo(second);
    assertThat(past(key, TEN.plusSeconds(60))).isEqualTo(new AdjacentSessions(null, null));
  }

  @Test
  void aWriteWithAVersionOfAMissingConversationConflicts() {
    Conversation ghost = withVersion(live(key, TEN), 3);

    assertThat(conversations().commit(ghost, List.of(), List.of(), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(Conversation.unknown(key)));
    assertThat(conversations().commit(ghost, List.of(session(key, TEN)), List.of(), Sharding.ONE))
        .isEqualTo(new Conversations.Commit.Conflict(Conversation.unknown(key)));
    assertThat(past(key, TEN)).isEqualTo(new AdjacentSessions(null, null));
  }

  @Test
  void recordsAreWrittenWithTheConversationAndReplaceOlderOnes() {
    Session started = session(key, TEN);
    Conversation stored = done(live(key, TEN), started);
    assertThat(past(key, TEN).before()).isEqualTo(started);

    Session closed =
        started.closed(
            new Closing(CloseReason.API, Instant.parse("2026-11-20T12:00:00.123Z"), "fr", 12, 3),
            ContainmentType.DROP_OFF);
    done(stored.with(null, null, RecentEvents.NONE), closed, session(key, TEN.plusSeconds(1)));

    assertThat(past(key, TEN).before()).isEqualTo(closed);
    assertThat(past(key, TEN).after()).isEqualTo(session(key, TEN.plusSeconds(1)));
  }

  @Test
  void ninetyRecordsFitIntoOneWrite() {
    Session[] many = new Session[90];
    for (int i = 0; i < many.length; i++) {
      many[i] = session(key, TEN.plusSeconds(60L * i));
    }
    done(Conversation.unknown(key), many);

    assertThat(past(key, TEN.plusSeconds(60 * 89)).before()).isEqualTo(many[89]);
    assertThat(past(key, TEN).before()).isEqualTo(many[0]);
  }

  @Test
  void thePastIsTheLastSessionUpToTheInstantAndTheFirstSoonAfterIt() {
    Session first = session(key, TEN);
    Session second = session(key, TEN.plusSeconds(600));
    done(Conversation.unknown(key), first, second);

    assertThat(past(key, TEN.minusMillis(1))).isEqualTo(new AdjacentSessions(null, first));
    assertThat(past(key, TEN.minus(Duration.ofMinutes(15))))
        .isEqualTo(new AdjacentSessions(null, first));
    assertThat(past(key, TEN.minus(Duration.ofMinutes(15)).minusMillis(1)))
        .isEqualTo(new AdjacentSessions(null, null));
    assertThat(past(key, TEN)).isEqualTo(new AdjacentSessions(first, second));
    assertThat(past(key, TEN.plusSeconds(600).minusMillis(1)))
        .isEqualTo(new AdjacentSessions(first, second));
    assertThat(past(key, TEN.plusSeconds(600))).isEqualTo(new AdjacentSessions(second, null));
    assertThat(past(key, SessionId.MAX_START)).isEqualTo(new AdjacentSessions(second, null));
    assertThat(past(key, Instant.EPOCH)).isEqualTo(new AdjacentSessions(null, null));
  }

  @Test
  void thePastBreaksTiesByIdentifier() {
    Session low = session(key, SessionId.lowestAt(TEN));
    Session high = session(key, SessionId.highestAt(TEN));
    done(Conversation.unknown(key), low, high, session(key, SessionId.of(TEN, 5)));

    assertThat(past(key, TEN).before()).isEqualTo(high);
    assertThat(past(key, TEN.minusMillis(1)).after()).isEqualTo(low);
  }

  @Test
  void thePastIsFoundAmongManySessionsOfOtherChannels() {
    ConversationKey other = new ConversationKey(bot, key.userId(), "other");
    Session before = session(key, TEN);
    Session after = session(key, TEN.plusSeconds(800));
    done(Conversation.unknown(key), before, after);
    Session[] between = new Session[78];
    for (int i = 0; i < between.length; i++) {
      between[i] = session(other, TEN.plusSeconds(1 + 10L * i));
    }
    done(Conversation.unknown(other), between);

    assertThat(past(key, TEN.plusSeconds(400))).isEqualTo(new AdjacentSessions(before, after));
  }

  @Test
  void ofUserReturnsTheUsersConversationsOnAllChannels() {
    Set<ConversationKey> own = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      own.add(new ConversationKey(bot, key.userId(), "channel-" + i));
    }
    own.forEach(one -> done(live(one, TEN)));
    done(live(new ConversationKey(bot, key.userId() + "#", "rtm"), TEN));
    done(live(new ConversationKey(new BotId("st-" + UUID.randomUUID()), key.userId(), "rtm"), TEN));

    assertThat(conversations().ofUser(bot, key.userId()))
        .extracting(Conversation::key)
        .containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void anEventualReadOfManyFindsEachOnce() {
    List<ConversationKey> keys = new ArrayList<>();
    for (int i = 0; i < 230; i++) {
      keys.add(new ConversationKey(bot, "user-" + i, "rtm"));
    }
    keys.subList(0, 200).forEach(one -> done(live(one, TEN)));
    List<ConversationKey> asked = new ArrayList<>(keys);
    asked.addAll(keys.subList(0, 10));

    var found = conversations().readEventually(asked);

    assertThat(found).containsOnlyKeys(keys);
    assertThat(found.values()).filteredOn(c -> c.version() != 0).hasSize(200);
    assertThat(conversations().readEventually(List.of())).isEmpty();
  }

  @Test
  void ofManyWritersOfOneVersionOneWinsAndTheOthersGetItsState() throws Exception {
    Conversation stored = done(live(key, TEN));
    List<Callable<Conversations.Commit>> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Conversation next = stored.with(null, null, RecentEvents.NONE.with("e" + i, id(TEN)));
      List<Session> storedSessions = i % 2 == 0 ? List.of() : List.of(session(key, TEN));
      writers.add(() -> conversations().commit(next, storedSessions, List.of(), Sharding.ONE));
    }
    List<Conversations.Commit> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Conversations.Commit> outcome : threads.invokeAll(writers)) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes).filteredOn(o -> o instanceof Conversations.Commit.Done).hasSize(1);
    assertThat(conversations().readConsistently(key).version()).isEqualTo(stored.version() + 1);
  }

  /**
   * Returns a part of the session of {@link #live}, with as many messages as its first's number.
   */
  private static TranscriptPart part(int first, int bytes) {
    return new TranscriptPart(
        new MessageId(id(TEN), first),
        Math.max(1, first),
        TEN,
        TEN,
        TEN,
        TEN,
        Optional.of(Instant.parse("2099-03-02T10:00:00Z")),
        new SealedMessages(new byte[bytes]));
  }

  private AdjacentSessions past(ConversationKey of, Instant at) {
    return conversations().adjacentSessions(of, at, Duration.ofMinutes(15));
  }

  private Conversation done(Conversation next, Session... storedSessions) {
    Conversations.Commit commit =
        conversations().commit(next, List.of(storedSessions), List.of(), Sharding.ONE);
    assertThat(commit).isInstanceOf(Conversations.Commit.Done.class);
    return ((Conversations.Commit.Done) commit).conversation();
  }

  private static Conversation withVersion(Conversation of, long version) {
    return new Conversation(
        of.key(), version, of.live(), of.ended(), of.recent(), of.clearMarkers());
  }

  private static Conversation live(ConversationKey of, Instant start) {
    LiveSession live =
        new LiveSession(
            session(of, start), start, null, Optional.empty(), ContainmentFacts.NOTHING);
    return new Conversation(of, 0, live, null, RecentEvents.NONE, ClearMarkers.NONE);
  }

  private static Session session(ConversationKey of, Instant start) {
    return session(of, id(start));
  }

  private static Session session(ConversationKey of, SessionId id) {
    return Session.starting(id, of);
  }

  private static SessionId id(Instant start) {
    return SessionId.of(start, 1);
  }
}
