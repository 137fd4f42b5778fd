package org.conversationsessions.application.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.testing.Seeded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SessionCounters} promises. */
public abstract class SessionCountersPortTests {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final int TEN_BUCKET = 10 * 360;
  private static final SessionKind KIND = SessionKind.ALL.getFirst();
  private static final SessionKind OTHER_KIND = SessionKind.ALL.get(3);

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private long number = 1_000;

  /** Returns the counters under test. */
  protected abstract SessionCounters counters();

  /** Returns a bot's counts of a day, by 10-second bucket of the day. */
  protected abstract BucketCounts countsOf(BotId ofBot, LocalDate day);

  /** Returns an end user's counts of a day, by 10-second bucket of the day. */
  protected abstract BucketCounts countsOf(BotId ofBot, String userId, LocalDate day);

  /** Makes an end user's counts of a day unreadable. */
  protected abstract void damage(BotId ofBot, String userId, LocalDate day);

  @Test
  void noChangesCountNothing() {
    assertThat(counters().count(List.of())).isEmpty();
    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY);
  }

  @Test
  void aNewSessionIsCountedForItsUserAndItsBot() {
    count(change("jane", TEN, null, KIND));

    BucketCounts one = BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1);
    assertThat(countsOf(bot, "jane", DAY)).isEqualTo(one);
    assertThat(countsOf(bot, DAY)).isEqualTo(one);
    assertThat(countsOf(bot, "john", DAY)).isEqualTo(BucketCounts.EMPTY);
  }

  @Test
  void sessionsAreCountedByTenSecondsOfTheirStart() {
    count(
        change("jane", TEN, null, KIND),
        change("john", TEN.plusMillis(9_999), null, KIND),
        change("jane", TEN.plusSeconds(10), null, OTHER_KIND));

    assertThat(countsOf(bot, DAY))
        .isEqualTo(
            BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 2).plus(TEN_BUCKET + 1, OTHER_KIND, 1));
  }

  @Test
  void daysAreCountedByUtc() {
    Instant midnight = Instant.parse("2026-11-21T00:00:00Z");
    count(
        change("jane", midnight.minusMillis(1), null, KIND), change("jane", midnight, null, KIND));

    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(24 * 360 - 1, KIND, 1));
    assertThat(countsOf(bot, DAY.plusDays(1))).isEqualTo(BucketCounts.EMPTY.plus(0, KIND, 1));
  }

  @Test
  void aChangeOfKindMovesTheCount() {
    count(change("jane", TEN, null, KIND));
    count(change("jane", TEN, KIND, OTHER_KIND));

    assertThat(countsOf(bot, "jane", DAY))
        .isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, OTHER_KIND, 1));
    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, OTHER_KIND, 1));
  }

  @Test
  void aRemovedSessionIsNoLongerCounted() {
    count(change("jane", TEN, null, KIND), change("jane", TEN, null, KIND));
    count(change("jane", TEN, KIND, null));

    assertThat(countsOf(bot, "jane", DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1));
    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1));
  }

  @Test
  void repeatedChangesAreCountedOnce() {
    CountChange first = change("jane", TEN, null, KIND);
    CountChange second = change("jane", TEN.plusSeconds(3), null, KIND);
    CountChange third = change("john", TEN, null, KIND);
    count(first, second);

    count(first, second);
    count(second, third);
    count(first);
    count(first, second, third);

    assertThat(countsOf(bot, "jane", DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 2));
    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 3));
  }

  @Test
  void usersMayComeInAnyOrder() {
    CountChange jane = change("jane", TEN, null, KIND);
    CountChange john = change("john", TEN, null, KIND);

    count(john);
    count(jane);

    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 2));
  }

  @Test
  void concurrentCallsWithTheSameChangesCountThemOnce() {
    List<CountChange> changes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      changes.add(change("user" + i % 5, TEN.plusSeconds(i), null, KIND));
    }

    Parallel.forEach(
        Collections.nCopies(4, changes), some -> assertThat(counters().count(some)).isEmpty());

    assertThat(countsOf(bot, DAY).count(SessionKind.ALL)).isEqualTo(30);
    for (int user = 0; user < 5; user++) {
      assertThat(countsOf(bot, "user" + user, DAY).count(SessionKind.ALL)).isEqualTo(6);
    }
  }

  @Test
  void countsAddUpHoweverTheChangesAreCutIntoCalls(@Seeded Random random) {
    List<CountChange> changes = new ArrayList<>();
    BucketCounts expected = BucketCounts.EMPTY;
    for (int i = 0; i < 200; i++) {
      int bucket = random.nextInt(24 * 360);
      SessionKind kind = SessionKind.ALL.get(random.nextInt(SessionKind.ALL.size()));
      Instant start = Instant.parse("2026-11-20T00:00:00Z").plusSeconds(10L * bucket);
      changes.add(change("user" + random.nextInt(9), start, null, kind));
      expected = expected.plus(bucket, kind, 1);
    }

    for (int from = 0; from < changes.size(); ) {
      int to = Math.min(changes.size(), from + 1 + random.nextInt(60));
      count(changes.subList(from, to).toArray(CountChange[]::new));
      from = to;
    }

    assertThat(countsOf(bot, DAY)).isEqualTo(expected);
  }

  @Test
  void unreadableCountsFailTheirOwnUserOnly() {
    List<CountChange> changes =
        List.of(
            change("jane", TEN, null, KIND),
            change("john", TEN, null, KIND),
            change("jane", TEN.plusSeconds(5), null, KIND),
            change("jane", TEN.plusSeconds(86_400), null, KIND));
    damage(bot, "jane", DAY);

    SortedMap<Integer, StoreException> failures = counters().count(changes);

    assertThat(failures).containsOnlyKeys(0, 2);
    assertThat(failures.values()).hasOnlyElementsOfType(UnreadableItemException.class);
    assertThat(countsOf(bot, "john", DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1));
    assertThat(countsOf(bot, "jane", DAY.plusDays(1)))
        .isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1));
    assertThat(countsOf(bot, DAY)).isEqualTo(BucketCounts.EMPTY.plus(TEN_BUCKET, KIND, 1));
  }

  private void count(CountChange... changes) {
    assertThat(counters().count(List.of(changes))).isEmpty();
  }

  private CountChange change(
      String userId, Instant start, @Nullable SessionKind before, @Nullable SessionKind after) {
    SequenceNumber next = new SequenceNumber(Long.toString(number++));
    return new CountChange(next, bot, userId, start, before, after, null, "");
  }
}
