package org.conversationsessions.functions.recordactivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class RecordActivityPrimingTest {
  @Test
  void aMessageIsOneWriteAndANewSessionThree() {
    // The conversation; for a new session also its own item and its entry for the sweep.
    assertThat(TestPrimingEnvironment.written(RecordActivityPriming.PRIMING)).containsExactly(1, 3);
  }
}
