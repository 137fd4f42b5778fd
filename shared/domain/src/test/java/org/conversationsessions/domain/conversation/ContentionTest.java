package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
          .withMessageContaining("100");
    }
  }
}
