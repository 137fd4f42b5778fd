package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTrackerTest {
  private final StreamRecord first = record("1");
  private final StreamRecord second = record("2");
  private final StreamRecord third = record("3");
  private final CheckpointTracker progress = new CheckpointTracker();

  @Test
  void itMovesToTheLastRecordBeforeWhichNoneIsLeft() {
    List.of(first, second, third).forEach(progress::begin);

    assertThat(progress.complete(List.of(second))).isEmpty();
    assertThat(progress.size()).isEqualTo(3);
    assertThat(progress.complete(List.of(first))).contains("2");
    assertThat(progress.size()).isEqualTo(1);
    assertThat(progress.complete(List.of(third))).contains("3");
    assertThat(progress.size()).isZero();
  }

  @Test
  void itDoesNotMoveForNothing() {
    progress.begin(first);

    assertThat(progress.complete(List.of())).isEmpty();
  }

  private static StreamRecord record(String number) {
    return new StreamRecord(number, "a", Instant.EPOCH, "{}");
  }
}
