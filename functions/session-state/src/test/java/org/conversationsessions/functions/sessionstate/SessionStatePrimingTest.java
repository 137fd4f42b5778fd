package org.conversationsessions.functions.sessionstate;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class SessionStatePrimingTest {
  @Test
  void aStateIsShownChangedAndCleared() {
    // The state.
    assertThat(TestPrimingEnvironment.written(SessionStatePriming.PRIMING))
        .containsExactly(0, 1, 1);
  }
}
