package org.conversationsessions.application.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;

class BackoffPolicyTest {
  @Test
  void failsAfterTooManyConflicts() {
    for (BackoffPolicy backoff : List.of(BackoffPolicy.backingOff(), BackoffPolicy.insisting())) {
      assertThatCode(() -> backoff.afterLoss(1)).doesNotThrowAnyException();
      assertThatCode(() -> backoff.afterLoss(BackoffPolicy.MAX_LOSSES - 1))
          .doesNotThrowAnyException();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> backoff.afterLoss(BackoffPolicy.MAX_LOSSES))
          .withMessageContaining("500");
    }
  }

  @Test
  void everyOtherConflictIsRetriedImmediately() {
    BackoffPolicy backoff = BackoffPolicy.backingOff();
    long begin = System.nanoTime();
    for (int losses = 1; losses < BackoffPolicy.MAX_LOSSES; losses += 2) {
      backoff.afterLoss(losses);
    }
    // Waiting each time, it would be some two and a half seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
