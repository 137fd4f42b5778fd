package org.conversationsessions.functions.closesession;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class CloseSessionPrimingTest {
  @Test
  void aLiveSessionIsClosed() {
    // One write each: the rate limit, the conversation and its session's item.
    assertThat(TestPrimingEnvironment.written(CloseSessionPriming.PRIMING)).containsExactly(3, 3);
  }
}
