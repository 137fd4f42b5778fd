package org.conversationsessions.domain.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayCountsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Instant LATER = MIDNIGHT.plus(Duration.ofDays(90));
  private static final SessionKind KIND = SessionKind.ALL.get(2);

  @Test
  void hoursAndBucketsAreInUtc() {
    DayCounts day =
        DayCounts.EMPTY.plus(
            List.of(
                delta(Duration.ZERO, 1, null),
                delta(Duration.ofHours(13).plusSeconds(25), 2, null),
                delta(Duration.ofDays(1).minusMillis(1), 1, null)));

    assertThat(day.hours().bucketNumbers()).containsExactly(0, 13, 23);
    assertThat(day.bucketsOfHour(13).orElseThrow().bucketNumbers()).containsExactly(2);
    assertThat(day.bucketsOfHour(23).orElseThrow().bucketNumbers()).containsExactly(359);
    assertThat(day.bucketsOfHour(5).orElseThrow().isEmpty()).isTrue();
    assertThat(day.countedHours()).containsExactly(0, 13, 23);
  }

  @Test
  void anHourHasItsOwnBucketsAlone() {
    List<Delta> deltas =
        List.of(
            delta(Duration.ofHours(1).minusMillis(1), 1, null),
            delta(Duration.ofHours(1), 2, null),
            delta(Duration.ofHours(2).minusMillis(1), 3, null),
            delta(Duration.ofHours(2), 4, null));
    BucketCounts second = BucketCounts.EMPTY.plus(0, KIND, 2).plus(359, KIND, 3);

    assertThat(DayCounts.EMPTY.plus(deltas).bucketsOfHour(1)).contains(second);
    assertThat(DayCounts.plus(BucketCounts.EMPTY, 1, deltas)).isEqualTo(second);
    assertThat(DayCounts.plus(second, 0, deltas)).isEqualTo(second.plus(359, KIND, 1));
    assertThat(DayCounts.bucketsOfDay(deltas))
        .isEqualTo(DayCounts.EMPTY.plus(deltas).buckets().orElseThrow());
  }

  @Test
  void aDayIsEmptyIfNothingIsCounted() {
    DayCounts day = DayCounts.EMPTY.plus(List.of(delta(Duration.ZERO, 1, null)));

    assertThat(DayCounts.EMPTY.isEmpty()).isTrue();
    assertThat(day.isEmpty()).isFalse();
    assertThat(day.plus(List.of(delta(Duration.ZERO, -1, null))).isEmpty()).isTrue();
  }

  @Test
  void aDayKeepsItsBucketsWhileTheyAreFew() {
    List<Delta> deltas = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      deltas.add(delta(Duration.ofSeconds(10L * i), 3, null));
    }
    DayCounts full = DayCounts.EMPTY.plus(deltas);
    assertThat(full.hasTooManyBuckets()).isFalse();
    DayCounts over = full.plus(List.of(delta(Duration.ofHours(1), 1, null)));
    assertThat(over.hasTooManyBuckets()).isTrue();
    DayCounts without = over.withoutBuckets();
    assertThat(without.hasTooManyBuckets()).isFalse();
    assertThat(without.bucketsOfHour(0)).isEmpty();
    assertThat(without.plus(deltas).buckets()).isEmpty();
    assertThat(without.plus(deltas).hours().count(SessionKind.ALL)).isEqualTo(2 * 192 + 1);
  }

  @Test
  void anHourKeepsTheEarliestExpiryWhenItsLastSessionLeaves() {
    DayCounts day =
        DayCounts.EMPTY.plus(
            List.of(
                delta(Duration.ZERO, 1, LATER.plusSeconds(9)),
                delta(Duration.ofSeconds(3), 1, LATER),
                delta(Duration.ofHours(2), 1, null)));

    assertThat(day.mayHaveExpired(0, LATER.minusMillis(1))).isFalse();
    assertThat(day.mayHaveExpired(0, LATER)).isTrue();
    assertThat(day.mayHaveExpired(2, Instant.MAX)).isFalse();
    // A session that closes under a shorter retention.
    DayCounts sooner = day.plus(List.of(delta(Duration.ofHours(2), 0, MIDNIGHT)));
    assertThat(sooner.hours()).isEqualTo(day.hours());
    assertThat(sooner.mayHaveExpired(2, MIDNIGHT)).isTrue();
    DayCounts gone = day.plus(List.of(delta(Duration.ZERO, -2, null)));
    assertThat(gone.countedHours()).doesNotContain(0);
    DayCounts back = gone.plus(List.of(delta(Duration.ZERO, 1, LATER.plusSeconds(9))));
    assertThat(back.mayHaveExpired(0, LATER)).isTrue();
    assertThat(DayCounts.EMPTY.withBoundsOf(back)).isEqualTo(DayCounts.EMPTY.withBoundsOf(day));
  }

  private static Delta delta(Duration at, int change, @Nullable Instant noExpiryBefore) {
    return new Delta(
        TimeBucket.of(MIDNIGHT.plus(at)), KIND, change, SessionMeasures.NONE, noExpiryBefore);
  }
}
