package org.conversationsessions.functions.managesessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.snapshot.TestPrimingEnvironment;
import org.junit.jupiter.api.Test;

class ManageSessionsPrimingTest {
  @Test
  void settingsAreShownAndChanged() {
    // The rate limit; the bot and its settings.
    assertThat(TestPrimingEnvironment.written(ManageSessionsPriming.PRIMING)).containsExactly(1, 3);
  }
}
