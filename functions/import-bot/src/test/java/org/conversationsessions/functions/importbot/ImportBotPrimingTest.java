package org.conversationsessions.functions.importbot;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class ImportBotPrimingTest {
  @Test
  void requestsAreCarriedOut() {
    // The call, the import, the settings in two items, and the import's outcome.
    assertThat(TestPrimingEnvironment.written(ImportBotPriming.PRIMING)).containsExactly(5);
  }
}
