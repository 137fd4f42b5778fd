package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final RetryPolicy ENDLESS =
      new RetryPolicy(Optional.empty(), RetryPolicy.RETENTION, false);
  private static final RetryPolicy TWICE =
      new RetryPolicy(Optional.of(2), RetryPolicy.RETENTION, false);
  private static final RetryPolicy SPLITTING =
      new RetryPolicy(Optional.of(2), RetryPolicy.RETENTION, true);

  @Test
  void aBatchIsTriedAgainAsOftenAsTheLimitSays() {
    ShardBatch batch = batch(3).after(ShardBatch.Ending.ERROR);
    for (int retry = 1; retry <= 2; retry++) {
      List<ShardBatch> again = TWICE.again(batch, false, NOW);
      assertThat(again).hasSize(1);
      assertThat(again.getFirst().retries()).isEqualTo(retry);
      assertThat(again.getFirst().records()).isEqualTo(batch.records());
      batch = again.getFirst().after(ShardBatch.Ending.ERROR);
    }

    assertThat(batch.invocations()).isEqualTo(3);
    assertThat(TWICE.again(batch, false, NOW)).isEmpty();
    assertThat(TWICE.again(batch, true, NOW)).isEmpty();
    assertThat(ENDLESS.again(batch.again(NOW, 100_000), false, NOW)).hasSize(1);
  }

  @Test
  void whatFailedAsAWholeIsSplitInTwoWithoutARetry() {
    for (ShardBatch.Ending ending : List.of(ShardBatch.Ending.ERROR, ShardBatch.Ending.MALFORMED)) {
      ShardBatch batch = batch(5).after(ending);

      List<ShardBatch> halves = SPLITTING.again(batch, false, NOW);

      assertThat(halves).extracting(ShardBatch::size).containsExactly(3, 2);
      assertThat(halves.stream().flatMap(half -> half.records().stream()).toList())
          .isEqualTo(batch.records());
      assertThat(halves).extracting(ShardBatch::retries).containsOnly(0);
      assertThat(halves).extracting(ShardBatch::invocations).containsOnly(1);
      assertThat(halves).allMatch(half -> half.due().isAfter(NOW));
    }
  }

  @Test
  void whatTheFunctionNamedIsNotSplitOnceMore() {
    ShardBatch batch = batch(5).after(ShardBatch.Ending.REPORT);

    assertThat(SPLITTING.again(batch, true, NOW)).containsExactly(batch.again(soon(), 0));
    assertThat(SPLITTING.again(batch, false, NOW)).containsExactly(batch.again(soon(), 1));
    assertThat(TWICE.again(batch, true, NOW)).containsExactly(batch.again(soon(), 1));
  }

  @Test
  void oneRecordCannotBeSplit() {
    ShardBatch batch = batch(1).after(ShardBatch.Ending.ERROR);

    assertThat(SPLITTING.again(batch, false, NOW)).containsExactly(batch.again(soon(), 1));
  }

  @Test
  @Tag("difference:stream-age")
  void aRecordIsTooOldWhenItsTimeIsOver() {
    RetryPolicy hour = new RetryPolicy(Optional.empty(), Duration.ofHours(1), false);
    StreamRecord record = new StreamRecord("1", "a", NOW, "{}");
    // The database cuts times to the minute: a record may be a minute younger than it says.
    Instant end = NOW.plus(Duration.ofMinutes(61));

    assertThat(hour.isTooOld(record, Instant.MIN, end)).isFalse();
    assertThat(hour.isTooOld(record, Instant.MIN, end.plusMillis(1))).isTrue();
    assertThat(hour.isTooOld(record, NOW.plusSeconds(9), end.plusMillis(1))).isFalse();
  }

  @Test
  void noRecordLivesLongerThanTheStreamKeepsIt() {
    RetryPolicy week = new RetryPolicy(Optional.empty(), Duration.ofDays(7), false);

    assertThat(week.maxAge()).isEqualTo(Duration.ofHours(24));
  }

  private static Instant soon() {
    return NOW.plusMillis(200);
  }

  private static ShardBatch batch(int size) {
    return ShardBatch.of(
        IntStream.range(0, size)
            .mapToObj(i -> new StreamRecord(Integer.toString(i), "a", NOW, "{}"))
            .toList());
  }
}
