package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TaggedSessions;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoTagIndexTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TEN, ZoneOffset.UTC);
  private static final SessionKind SELF_SERVICE = SessionKind.ALL.get(2);
  private static final TagTerm VIP = new TagTerm("tier", "vip");
  private static final PostingSpan HOUR = PostingSpan.hourOf(SessionId.of(TEN, 0));

  private final InMemoryPostingStore store = new InMemoryPostingStore();
  private final DynamoTagIndex index = indexAt(TEN);

  @Test
  void theSessionsOfABatchWithTheSameTermAndHourAreOneWrite() {
    List<TagChange> changes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      changes.add(start(i * 60, VIP));
    }

    assertThat(index.apply(changes)).isEmpty();

    assertThat(store.writes).isOne();
    assertThat(count(VIP)).isEqualTo(20);
  }

  @Test
  void aRepetitionWritesNothing() {
    List<TagChange> changes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      changes.add(start(i, VIP));
    }
    index.apply(changes);
    store.writes = 0;

    assertThat(index.apply(changes)).isEmpty();

    assertThat(store.writes).isZero();
  }

  @Test
  void aBusyHourIsDividedAndThenABusyMinute() {
    List<TagChange> changes = new ArrayList<>();
    for (int i = 0; i < 57; i++) {
      changes.add(start(i, VIP));
    }
    index.apply(changes.subList(0, 56));
    assertThat(store.node(VIP, HOUR)).isInstanceOf(PostingNode.Leaf.class);

    index.apply(changes.subList(56, 57));

    assertThat(store.node(VIP, HOUR)).isInstanceOf(PostingNode.Divided.class);
    assertThat(store.node(VIP, HOUR.part(0))).isInstanceOf(PostingNode.Divided.class);
    assertThat(store.node(VIP, HOUR.part(0).part(7)).counts().count(SessionKind.ALL, anyType()))
        .isOne();
    assertThat(count(VIP)).isEqualTo(57);
    assertThat(store.countsAgree(VIP, HOUR)).isTrue();
  }

  @Test
  void aDividedHourStaysDividedWhenItsSessionsAreRemoved() {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sessions.add(session(i, VIP));
    }
    index.apply(sessions.stream().map(one -> TagChange.of(1, null, one)).toList());

    index.apply(sessions.stream().map(one -> TagChange.of(1, one, null)).toList());

    assertThat(count(VIP)).isZero();
    assertThat(store.node(VIP, HOUR)).isInstanceOf(PostingNode.Divided.class);
    // A late repetition does not bring a removed session back.
    index.apply(List.of(TagChange.of(1, null, sessions.getFirst())));
    assertThat(count(VIP)).isZero();
  }

  @Nested
  class AnOverfullSecond {
    private final DynamoTagIndex limited = indexOfAtMost(store, 60);
    private final PostingSpan second = HOUR.part(0).part(0);

    @Test
    void isMarkedWithItsMinuteAndHourAndNothingFails() {
      limited.apply(sessionsOfFirstSecond(60));
      assertThat(store.node(VIP, HOUR).isOverfull()).isFalse();
      assertThat(count(VIP)).isEqualTo(60);

      assertThat(limited.apply(List.of(start(1, VIP), ofFirstSecond(60)))).isEmpty();

      assertThat(store.node(VIP, second)).isEqualTo(new PostingNode.Overfull());
      assertThat(store.node(VIP, HOUR).isOverfull()).isTrue();
      assertThat(count(VIP)).isOne();
      assertThat(store.countsAgree(VIP, HOUR)).isTrue();
    }

    @Test
    void takesFurtherChangesAndRemovalsWithoutAWrite() {
      limited.apply(sessionsOfFirstSecond(61));
      store.writes = 0;

      assertThat(limited.apply(sessionsOfFirstSecond(70))).isEmpty();
      Session removed = sessionOfFirstSecond(3);
      assertThat(limited.apply(List.of(TagChange.of(1, removed, null)))).isEmpty();

      assertThat(store.writes).isZero();
    }

    @Test
    void isMarkedInItsHourByTheNextDeliveryIfTheWriterStopsInBetween() {
      limited.apply(sessionsOfFirstSecond(60));
      store.afterWrite =
          () -> {
            throw new StoreException("crashed");
          };
      assertThat(limited.apply(List.of(ofFirstSecond(60)))).containsOnlyKeys(0);
      store.afterWrite = () -> {};
      assertThat(store.node(VIP, HOUR).isOverfull()).isFalse();

      assertThat(limited.apply(List.of(ofFirstSecond(60)))).isEmpty();

      assertThat(store.countsAgree(VIP, HOUR)).isTrue();
      assertThat(store.node(VIP, HOUR).isOverfull()).isTrue();
    }

    @Test
    void staysAsLongAsItsSessionsAreNeeded() {
      limited.apply(sessionsOfFirstSecond(61).stream().map(one -> needed(one, 5)).toList());

      limited.apply(List.of(needed(ofFirstSecond(61), 90)));

      assertThat(expiresAt(second)).contains(day(91));
      assertThat(expiresAt(HOUR)).contains(day(91));
    }

    private static List<TagChange> sessionsOfFirstSecond(int sessions) {
      return IntStream.range(0, sessions).mapToObj(i -> ofFirstSecond(i)).toList();
    }

    private static TagChange ofFirstSecond(int number) {
      return TagChange.of(1, null, sessionOfFirstSecond(number));
    }

    private static Session sessionOfFirstSecond(int number) {
      return TaggedSessions.session(
          SessionId.of(TEN, number),
          SELF_SERVICE,
          new Tags(List.of(new Tag(VIP.name(), VIP.value())), List.of()));
    }
  }

  @Test
  void changesWithoutTagsReadAndWriteNothing() {
    store.beforeCall =
        () -> {
          throw new AssertionError("a call");
        };

    assertThat(index.apply(List.of())).isEmpty();
    assertThat(index.apply(List.of(start(1)))).isEmpty();
  }

  @Nested
  class WhenSomethingFails {
    @Test
    void onlyTheChangesOfATermThatCannotBeReadFail() {
      TagTerm city = new TagTerm("city", "Oslo");
      index.apply(List.of(start(1, VIP)));
      PostingKey damaged = new PostingKey(PostingKey.list(TaggedSessions.BOT, 0, VIP), HOUR);
      Map<String, AttributeValue> item = new HashMap<>(store.items.get(damaged));
      item.put("e", Attributes.s("text"));
      store.items.put(damaged, item);

      SortedMap<Integer, StoreException> failures =
          index.apply(List.of(start(2, city), start(3, VIP, city), start(4, city)));

      assertThat(failures).containsOnlyKeys(1);
      assertThat(failures.get(1)).isInstanceOf(UnreadableItemException.class);
      assertThat(count(city)).isEqualTo(3);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotAskedForEveryTermOfABatch() {
      AtomicInteger calls = new AtomicInteger();
      store.beforeCall =
          () -> {
            calls.incrementAndGet();
            throw new StoreException("no answer");
          };
      List<TagChange> changes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        changes.add(start(i, new TagTerm("n", "v" + i)));
      }

      assertThat(index.apply(changes)).hasSize(500);
      // One call for all hours. Then up to sixteen terms at a time, until twelve failed.
      assertThat(calls.get()).isBetween(13, 30);
    }

    @Test
    void aShardingThatCannotBeReadFailsItsChanges() {
      DynamoTagIndex broken =
          new DynamoTagIndex(
              store,
              bot -> {
                throw new StoreException("no answer");
              },
              CLOCK,
              BackoffPolicy.immediate());

      assertThat(broken.apply(List.of(start(1), start(2, VIP)))).containsOnlyKeys(1);
    }
  }

  @Nested
  class Expiries {
    @Test
    void anItemExpiresADayAfterTheLastSessionThatItNames() {
      index.apply(List.of(needed(start(1, VIP), 90)));
      assertThat(expiresAt(HOUR)).contains(day(91));

      index.apply(List.of(needed(start(2, VIP), 5)));
      assertThat(expiresAt(HOUR)).contains(day(91));

      index.apply(List.of(needed(start(3, VIP), 92), needed(start(4, VIP), 91)));
      assertThat(expiresAt(HOUR)).contains(day(93));
    }

    @Test
    void anItemThatNamesASessionKeptForEverIsKeptForEver() {
      index.apply(List.of(start(1, VIP)));
      index.apply(List.of(needed(start(2, VIP), 90)));

      assertThat(expiresAt(HOUR)).isEmpty();
      assertThat(count(VIP)).isEqualTo(2);
    }

    @Test
    void aRepetitionProlongsAnItemThatWouldExpireBeforeItsSession() {
      index.apply(List.of(needed(start(1, VIP), 5)));

      index.apply(List.of(needed(start(1, VIP), 6)));
      assertThat(store.writes).isOne();

      index.apply(List.of(needed(start(1, VIP), 90)));
      assertThat(expiresAt(HOUR)).contains(day(91));
      index.apply(List.of(start(1, VIP)));
      assertThat(expiresAt(HOUR)).isEmpty();
    }

    @Test
    void thePartsOfADividedHourExpireNoEarlierThanTheHour() {
      index.apply(List.of(needed(start(1, VIP), 90)));
      List<TagChange> changes = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        changes.add(needed(start(60 * (i % 10), VIP), 5));
        changes.add(needed(start(61 + i, VIP), 5));
      }

      index.apply(changes);

      assertThat(store.node(VIP, HOUR)).isInstanceOf(PostingNode.Divided.class);
      assertThat(expiresAt(HOUR)).contains(day(91));
      assertThat(expiresAt(HOUR.part(0))).contains(day(91));
    }

    @Test
    void postingsOfAnExpiredItemAreDropped() {
      List<TagChange> changes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        changes.add(needed(start(i * 30, VIP), 90));
      }
      index.apply(changes);

      indexAt(day(91)).apply(List.of(start(5, VIP)));

      assertThat(count(VIP)).isOne();
    }

    @Test
    void aParentNeverExpiresBeforeItsParts() {
      List<TagChange> changes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        changes.add(needed(start(i * 30, VIP), 90));
      }
      index.apply(changes);
      // A crash between the part and its parent. The counts of the part stay the same.
      store.afterWrite =
          () -> {
            throw new StoreException("crashed");
          };
      TagChange again = needed(TagChange.of(2, null, session(0, VIP)), 95);
      assertThat(index.apply(List.of(again))).containsOnlyKeys(0);
      assertThat(expiresAt(HOUR)).contains(day(91));

      store.afterWrite = () -> {};
      assertThat(index.apply(List.of(needed(start(1, VIP), 92)))).isEmpty();

      assertThat(expiresAt(HOUR)).contains(day(96));
      assertThat(expiresAt(HOUR)).isEqualTo(expiresAt(HOUR.part(0)));
    }
  }

  /**
   * Random sessions change their tags and kinds and are removed. Their changes come in any order,
   * several times, in batches of any size, to several writers. A writer may stop at any call, and
   * the answer of any write may be lost. In the end the index holds what the last records say,
   * except for the hours that it knows to be overfull.
   */
  @Test
  void theIndexEqualsTheLastRecordsWhateverHappens(@Seeded Random random) {
    for (int round = 0; round < 60; round++) {
      new Round(
              random,
              20 + random.nextInt(400),
              1 + random.nextInt(6),
              random.nextInt(3),
              random.nextInt(3) == 0 ? 2 + random.nextInt(6) : PostingNode.Overfull.MAX_POSTINGS)
          .run();
    }
  }

  /** Changes of random sessions, and what remains of them. */
  private static final class Round {
    private final Random random;
    private final InMemoryPostingStore store = new InMemoryPostingStore();
    private final List<TagTerm> terms = new ArrayList<>();
    private final List<TagChange> all = new ArrayList<>();
    private final Deque<TagChange> undelivered = new ConcurrentLinkedDeque<>();
    private final Map<TagTerm, Map<SessionId, Tagging>> expected = new HashMap<>();
    private final AtomicInteger depth = new AtomicInteger();
    private volatile boolean faulty = true;

    private final int maxPostingsOfSecond;

    Round(Random random, int sessions, int values, int level, int maxPostingsOfSecond) {
      this.random = random;
      this.maxPostingsOfSecond = maxPostingsOfSecond;
      for (int i = 0; i < values; i++) {
        terms.add(new TagTerm("n" + i % 2, "v" + i));
      }
      // Starts within two hours, five minutes or twenty seconds.
      int seconds = List.of(7_200, 300, 20).get(level);
      for (int i = 0; i < sessions; i++) {
        addSession(SessionId.of(TEN.plusMillis(random.nextInt(seconds * 1_000)), i));
      }
      undelivered.addAll(all);
      undelivered.addAll(all.subList(0, random.nextInt(all.size())));
      List<TagChange> shuffled = new ArrayList<>(undelivered);
      Collections.shuffle(shuffled, random);
      undelivered.clear();
      undelivered.addAll(shuffled);
    }

    private void addSession(SessionId id) {
      Session before = null;
      long version = id.start().toEpochMilli() + random.nextInt(1_000);
      int records = 1 + random.nextInt(4);
      for (int i = 0; i < records; i++) {
        Session after =
            TaggedSessions.session(
                id,
                SessionKind.ALL.get(random.nextInt(SessionKind.ALL.size())),
                new Tags(randomTags(), randomTags()));
        version += 1 + random.nextInt(40);
        all.add(TagChange.of(version, before, after));
        before = after;
      }
      if (random.nextInt(4) == 0) {
        all.add(TagChange.of(version, before, null));
      } else {
        TagChange.of(0, null, before)
            .postings()
            .forEach(
                (term, posting) ->
                    expected
                        .computeIfAbsent(term, t -> new TreeMap<>())
                        .put(id, posting.tagging().orElseThrow()));
      }
    }

    private List<Tag> randomTags() {
      Map<String, Tag> tags = new HashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        TagTerm term = terms.get(random.nextInt(terms.size()));
        tags.put(term.name(), new Tag(term.name(), term.value()));
      }
      return List.copyOf(tags.values());
    }

    void run() {
      store.beforeCall = this::anotherWriterOrFailure;
      store.afterWrite =
          () -> {
            if (faulty && random.nextInt(20) == 0) {
              throw new StoreException("the answer is lost");
            }
          };
      while (!undelivered.isEmpty()) {
        deliver();
        faulty = faulty && random.nextInt(200) != 0;
      }

      for (TagTerm term : terms) {
        for (PostingSpan hour : List.of(HOUR, new PostingSpan(HOUR.level(), HOUR.number() + 1))) {
          assertThat(store.countsAgree(term, hour)).isTrue();
          if (store.node(term, hour).isOverfull()) {
            assertThat(mostSessionsOfASecond(term, hour)).isGreaterThan(maxPostingsOfSecond);
          } else {
            Map<SessionId, Tagging> found = new TreeMap<>();
            for (Posting posting : store.postings(term, hour)) {
              posting.tagging().ifPresent(tagging -> found.put(posting.session(), tagging));
            }
            Map<SessionId, Tagging> ofHour = new TreeMap<>(expected.getOrDefault(term, Map.of()));
            ofHour.keySet().removeIf(session -> !PostingSpan.hourOf(session).equals(hour));
            assertThat(found).isEqualTo(ofHour);
          }
        }
      }
    }

    /** Returns the most sessions of one second that ever had a term. */
    private int mostSessionsOfASecond(TagTerm term, PostingSpan hour) {
      Map<Long, Set<SessionId>> bySecond = new HashMap<>();
      for (TagChange change : all) {
        Posting posting = change.postings().get(term);
        if (posting != null
            && posting.tagging().isPresent()
            && PostingSpan.hourOf(posting.session()).equals(hour)) {
          bySecond
              .computeIfAbsent(posting.session().startSecond(), s -> new HashSet<>())
              .add(posting.session());
        }
      }
      return bySecond.values().stream().mapToInt(Set::size).max().orElse(0);
    }

    private void deliver() {
      List<TagChange> batch = new ArrayList<>();
      int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 100);
      for (TagChange change = undelivered.poll();
          change != null;
          change = batch.size() < size ? undelivered.poll() : null) {
        batch.add(change);
      }
      indexOfAtMost(store, maxPostingsOfSecond)
          .apply(batch)
          .keySet()
          .forEach(failed -> undelivered.add(batch.get(failed)));
    }

    private void anotherWriterOrFailure() {
      if (faulty && random.nextInt(20) == 0) {
        throw new StoreException("throttled");
      }
      if (depth.get() < 3 && random.nextInt(4) == 0) {
        depth.incrementAndGet();
        try {
          deliver();
        } finally {
          depth.decrementAndGet();
        }
      }
    }
  }

  private long count(TagTerm term) {
    return store.node(term, HOUR).counts().count(SessionKind.ALL, anyType());
  }

  private Optional<Instant> expiresAt(PostingSpan span) {
    return store
        .stored(new PostingKey(PostingKey.list(TaggedSessions.BOT, 0, VIP), span))
        .expiresAt();
  }

  private DynamoTagIndex indexAt(Instant now) {
    return new DynamoTagIndex(
        store, bot -> Sharding.ONE, Clock.fixed(now, ZoneOffset.UTC), BackoffPolicy.immediate());
  }

  private static DynamoTagIndex indexOfAtMost(InMemoryPostingStore store, int ofSecond) {
    return new DynamoTagIndex(
        store, bot -> Sharding.ONE, CLOCK, BackoffPolicy.immediate(), ofSecond);
  }

  private static TagChange needed(TagChange change, int days) {
    return change.withNeededUntil(Optional.of(day(days)));
  }

  private static Instant day(int days) {
    return TEN.plus(Duration.ofDays(days));
  }

  private static TagChange start(int second, TagTerm... terms) {
    return TagChange.of(1, null, session(second, terms));
  }

  private static Session session(int second, TagTerm... terms) {
    List<Tag> tags = new ArrayList<>();
    for (TagTerm term : terms) {
      tags.add(new Tag(term.name(), term.value()));
    }
    return TaggedSessions.session(
        SessionId.of(TEN.plusSeconds(second), second), SELF_SERVICE, new Tags(tags, List.of()));
  }

  private static Optional<TagFilter.Type> anyType() {
    return Optional.empty();
  }
}
