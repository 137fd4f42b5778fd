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
  void goesOnUntilThereWereTooManyLosses() {
    for (BackoffPolicy contention :
        List.of(BackoffPolicy.backingOff(), BackoffPolicy.insisting())) {
      assertThatCode(() -> contention.afterLoss(1)).doesNotThrowAnyException();
      assertThatCode(() -> contention.afterLoss(BackoffPolicy.MAX_LOSSES - 1))
          .doesNotThrowAnyException();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> contention.afterLoss(BackoffPolicy.MAX_LOSSES))
          .withMessageContaining("500");
    }
  }

  @Test
  void whatALostWriteWasToldIsUsedBeforeItIsStale() {
    BackoffPolicy contention = BackoffPolicy.backingOff();
    long begin = System.nanoTime();
    for (int losses = 1; losses < BackoffPolicy.MAX_LOSSES; losses += 2) {
      contention.afterLoss(losses);
    }
    // Waiting each time, it would be some two and a half seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
