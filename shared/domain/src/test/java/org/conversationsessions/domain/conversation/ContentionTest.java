package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.conversationsessions.domain.StoreException;
import org.junit.jupiter.api.Test;

class ContentionTest {
  @Test
  void goesOnUntilThereWereTooManyLosses() {
    for (Contention contention : List.of(Contention.backingOff(), Contention.insisting())) {
      assertThatCode(() -> contention.afterLoss(1)).doesNotThrowAnyException();
      assertThatCode(() -> contention.afterLoss(Contention.MAX_LOSSES - 1))
          .doesNotThrowAnyException();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> contention.afterLoss(Contention.MAX_LOSSES))
          .withMessageContaining("500");
    }
  }

  @Test
  void whatALostWriteWasToldIsUsedBeforeItIsStale() {
    Contention contention = Contention.backingOff();
    long begin = System.nanoTime();
    for (int losses = 1; losses < Contention.MAX_LOSSES; losses += 2) {
      contention.afterLoss(losses);
    }
    // Waiting each time, it would be some two and a half seconds.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
