package org.conversationsessions.local.runner.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.junit.jupiter.api.Test;

class FakesTest {
  @Test
  void theClockStandsStillUntilItIsMoved() {
    MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    clock.move(Duration.ofMinutes(2));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T10:02:00Z"));
  }

  @Test
  void functionsNoteTheirCallsAndAnswerAsTold() throws Exception {
    FakeFunctions functions = FakeFunctions.failing();
    Invocation outcome = functions.invoke("F", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(Invocation.Failed.class);
    assertThat(functions.awaitCalls(1))
        .containsExactly(new FakeFunctions.Call("F", Map.of("a", 1)));
    assertThat(functions.await(calls -> calls.getFirst().function().equals("F"))).hasSize(1);
  }
}
