package org.conversationsessions.bench.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
  @ParameterizedTest
  @CsvSource({
    "1.3, kept",
    "1.31, 'over the budget, within the guard'",
    "1.5, 'over the budget, within the guard'",
    "1.51, BROKEN",
    "NaN, BROKEN",
    "Infinity, BROKEN"
  })
  void theVerdictComparesTheFigureWithBudgetAndGuard(double figure, String verdict) {
    Budget budget = new Budget("made up", figure, 1.3, 1.5);

    assertThat(budget.verdict()).isEqualTo(verdict);
    assertThat(budget.isBroken()).isEqualTo(verdict.equals("BROKEN"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.29, 2.61, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN})
  void aGuardBelowItsBudgetOrOutOfReachIsRefused(double guard) {
    assertThatThrownBy(() -> new Budget("made up", 1, 1.3, guard))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("made up");
  }

  @Test
  void aGuardMayEqualItsBudgetOrBeTwiceIt() {
    assertThat(new Budget("made up", 1, 1.3, 1.3).isBroken()).isFalse();
    assertThat(new Budget("made up", 1, 1.3, 2.6).isBroken()).isFalse();
  }
}
