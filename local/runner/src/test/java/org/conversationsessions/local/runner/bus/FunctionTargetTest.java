package org.conversationsessions.local.runner.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FunctionTargetTest {
  @Test
  @Tag("difference:rule-to-function")
  void aFunctionThatFailsOnARulesEventIsTriedTwiceMore() throws Exception {
    FakeFunctions functions = FakeFunctions.failing();
    FunctionTarget target = new FunctionTarget("F", functions);
    target.deliver(Map.of("n", 1));
    target.runOnce();
    assertThat(functions.calls()).hasSize(3);
  }
}
