package org.conversationsessions.application.counting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
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

  /** Returns the measures of a bot's day; none if they are incomplete. */
  protected abstract DayMeasures measuresOf(BotId ofBot, LocalDate day);

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

  @Test
  void aClosedSessionIsMeasuredInTheHourAndKindOfItsStart() {
    count(change("jane", TEN, null, KIND));
    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1));

    count(change("jane", TEN, session(KIND, 0), session(KIND, 5)));
    count(change("jane", TEN.plusSeconds(3_600), null, session(OTHER_KIND, 9)));

    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1, at(10, KIND, 5), at(11, OTHER_KIND, 9)));
  }

  @Test
  void aClosingThatChangesTheKindMovesNothingElse() {
    count(change("jane", TEN, null, KIND));
    count(change("jane", TEN, session(KIND, 0), session(OTHER_KIND, 5)));

    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1, at(10, OTHER_KIND, 5)));
  }

  @Test
  void aLateEventChangesTheMeasureAndRemovalTakesItAway() {
    count(change("jane", TEN, null, session(KIND, 5)));
    count(change("john", TEN, null, session(KIND, 7)));

    count(change("jane", TEN, session(KIND, 5), session(KIND, 6)));
    assertThat(measuresOf(bot, DAY)).isEqualTo(day(2, 2, at(10, KIND, 6), at(10, KIND, 7)));

    count(change("jane", TEN, session(KIND, 6), null));
    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1, at(10, KIND, 7)));

    count(change("john", TEN, session(KIND, 7), null));
    assertThat(measuresOf(bot, DAY)).isEqualTo(DayMeasures.NONE);
  }

  @Test
  void measuresAreCountedOnceHoweverOftenTheyAreDelivered() {
    CountChange start = change("jane", TEN, null, KIND);
    CountChange closing = change("jane", TEN, session(KIND, 0), session(KIND, 5));
    CountChange late = change("jane", TEN, session(KIND, 5), session(KIND, 6));
    count(start, closing);

    count(closing);
    count(start, closing, late);
    count(late);
    count(closing, late);

    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1, at(10, KIND, 6)));
  }

  @Test
  void anEndUserIsCountedOnEachDayAndIsNewOnTheFirst() {
    count(change("jane", TEN, null, KIND), change("jane", TEN.plusSeconds(60), null, KIND));
    count(change("jane", TEN.plusSeconds(86_400), null, KIND));
    count(change("john", TEN.plusSeconds(86_400), null, KIND));

    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1));
    assertThat(measuresOf(bot, DAY.plusDays(1))).isEqualTo(day(2, 1));
  }

  @Test
  void anEndUserStaysNewOnADayThatCameFirstButIsLater() {
    count(change("jane", TEN.plusSeconds(86_400), null, KIND));
    count(change("jane", TEN, null, KIND));

    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1));
    assertThat(measuresOf(bot, DAY.plusDays(1))).isEqualTo(day(1, 1));
  }

  @Test
  void anEndUserWhoseDayEmptiesIsTakenOffAndIsNewAgainIfTheyComeBack() {
    count(change("jane", TEN, null, KIND), change("jane", TEN.plusSeconds(60), null, KIND));
    count(change("jane", TEN, KIND, null));
    assertThat(measuresOf(bot, DAY)).isEqualTo(day(1, 1));

    count(change("jane", TEN, KIND, null));
    assertThat(measuresOf(bot, DAY)).isEqualTo(DayMeasures.NONE);

    count(change("jane", TEN.plusSeconds(86_400), null, KIND));
    assertThat(measuresOf(bot, DAY.plusDays(1))).isEqualTo(day(1, 1));
  }

  /** Returns measures of a day, by hour and kind. */
  @SafeVarargs
  private static DayMeasures day(
      long users, long newUsers, Map.Entry<HourlyMeasures.Key, SessionMeasures>... sessions) {
    TreeMap<HourlyMeasures.Key, SessionMeasures> sum = new TreeMap<>();
    for (Map.Entry<HourlyMeasures.Key, SessionMeasures> one : sessions) {
      sum.merge(one.getKey(), one.getValue(), SessionMeasures::plus);
    }
    return new DayMeasures(users, newUsers, new HourlyMeasures(sum));
  }

  private static Map.Entry<HourlyMeasures.Key, SessionMeasures> at(
      int hour, SessionKind kind, int messages) {
    return Map.entry(new HourlyMeasures.Key(hour, kind), measures(messages));
  }

  /** Returns a closed session with some messages, or a live one without any. */
  private static CountedSession session(SessionKind kind, int messages) {
    return new CountedSession(kind, messages == 0 ? SessionMeasures.NONE : measures(messages));
  }

  private static SessionMeasures measures(int messages) {
    return new SessionMeasures(1, messages, 1_234_567L * messages, 2, 3, 1, 1);
  }

  private void count(CountChange... changes) {
    assertThat(counters().count(List.of(changes))).isEmpty();
  }

  private CountChange change(
      String userId, Instant start, @Nullable SessionKind before, @Nullable SessionKind after) {
    return change(userId, start, live(before), live(after));
  }

  private static @Nullable CountedSession live(@Nullable SessionKind kind) {
    return kind == null ? null : session(kind, 0);
  }

  private CountChange change(
      String userId,
      Instant start,
      @Nullable CountedSession before,
      @Nullable CountedSession after) {
    SequenceNumber next = new SequenceNumber(Long.toString(number++));
    return new CountChange(next, bot, userId, start, before, after, null, "");
  }
}
