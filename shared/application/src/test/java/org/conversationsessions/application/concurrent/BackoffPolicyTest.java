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
    for (BackoffPolicy backoff : List.of(BackoffPolicy.jittered(), BackoffPolicy.immediate())) {
      assertThatCode(() -> backoff.awaitRetry(1)).doesNotThrowAnyException();
      assertThatCode(() -> backoff.awaitRetry(BackoffPolicy.MAX_CONFLICTS - 1))
          .doesNotThrowAnyException();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> backoff.awaitRetry(BackoffPolicy.MAX_CONFLICTS))
          .withMessageContaining("500");
    }
  }

  @Test
  void everyOtherConflictIsRetriedImmediately() {
    BackoffPolicy backoff = BackoffPolicy.jittered();
    long begin = System.nanoTime();
    for (int losses = 1; losses < BackoffPolicy.MAX_CONFLICTS; losses += 2) {
      backoff.awaitRetry(losses);
    }
    // Waiting each time, it would be some two and a half seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
