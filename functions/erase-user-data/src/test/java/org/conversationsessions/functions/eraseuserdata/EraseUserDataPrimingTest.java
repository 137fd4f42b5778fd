package org.conversationsessions.functions.eraseuserdata;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class EraseUserDataPrimingTest {
  @Test
  void requestsAreStored() {
    // The call, the request and its progress.
    assertThat(TestPrimingEnvironment.written(EraseUserDataPriming.PRIMING)).containsExactly(3, 3);
  }
}
