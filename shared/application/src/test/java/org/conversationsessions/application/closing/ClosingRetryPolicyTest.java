package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a closing with a script is delivered again (contract, section 8). */
class ClosingRetryPolicyTest {
  @Test
  void theFifthAttemptOfAScriptIsItsLast() {
    assertThat(IntStream.rangeClosed(1, 6).filter(ClosingRetryPolicy::mayRetry))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void pausesGrowFromFiveSecondsToTenMinutes() {
    List<Duration> pauses =
        IntStream.range(1, ClosingRetryPolicy.MAX_DELIVERIES)
            .mapToObj(ClosingRetryPolicy::pauseAfter)
            .toList();
    assertThat(pauses)
        .isSorted()
        .startsWith(Duration.ofSeconds(5))
        .endsWith(Duration.ofMinutes(10));
  }

  @Test
  void aDeliveryThatIsNotCountedIsTakenForTheFirst() {
    assertThat(ClosingRetryPolicy.pauseAfter(0)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theAttemptsOfAScriptTakeLessThanFiveMinutes() {
    assertThat(pausesBefore(ClosingRetryPolicy.FIRST_FINAL_DELIVERY))
        .isEqualTo(Duration.ofMinutes(4).plusSeconds(25));
  }

  @Test
  void aStoreOrBusThatFailsHasTwelveHours() {
    assertThat(pausesBefore(ClosingRetryPolicy.MAX_DELIVERIES))
        .isBetween(Duration.ofMinutes(11 * 60 + 45), Duration.ofMinutes(12 * 60 + 15));
  }

  /** Returns how long all pauses before a delivery take together. */
  private static Duration pausesBefore(int delivery) {
    return IntStream.range(1, delivery)
        .mapToObj(ClosingRetryPolicy::pauseAfter)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
