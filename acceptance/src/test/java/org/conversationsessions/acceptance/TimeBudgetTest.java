package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBudgetTest {
  private static final Duration BUDGET = Duration.ofMillis(300);

  @ParameterizedTest
  @CsvSource({"-0.5,300", "0,300", "1,300", "1.5,450", "4,1200", "50,1200"})
  void theAllowanceGrowsWithTheLoadFromOneToFourTimesTheBudget(double load, long millis) {
    assertThat(new TimeBudget(BUDGET, load).allowance()).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aBrokenBudgetFailsOnAMachineWithAFreeProcessor() {
    TimeBudget idle = new TimeBudget(BUDGET, 0.5);
    idle.check("as long as it may", BUDGET);
    assertThatThrownBy(() -> idle.check("too long", BUDGET.plusMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("too long", "301 ms", "300 ms");
  }

  @Test
  void theLoadIsThisMachines() {
    assertThat(TimeBudget.of(BUDGET).budget()).isEqualTo(BUDGET);
    assertThat(TimeBudget.of(BUDGET).load()).isFinite();
  }
}
