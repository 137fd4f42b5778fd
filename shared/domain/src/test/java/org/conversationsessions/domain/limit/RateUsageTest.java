package org.conversationsessions.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which of the two limits is reported, and what is counted (contract, section 3). */
class RateUsageTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void theMinuteIsReportedWhileTheHourIsBelowItsLimit() {
    RateLimit limit = new RateLimit(2, 10);

    assertThat(after(2, limit, NOON).verdict(limit, NOON.plusSeconds(1)))
        .isEqualTo(new RateVerdict.Exceeded(RatePeriod.MINUTE, 59));
  }

  @Test
  void theHourIsReportedOnceExceededEvenIfTheMinuteIsNot() {
    RateLimit limit = new RateLimit(5, 2);

    assertThat(after(2, limit, NOON).verdict(limit, NOON.plusSeconds(600)))
        .isEqualTo(new RateVerdict.Exceeded(RatePeriod.HOUR, 3000));
  }

  @Test
  void theHourIsReportedIfBothAreExceededWithTheLongerWait() {
    RateLimit limit = new RateLimit(1, 1);
    RateUsage hourAlmostOver =
        new RateUsage(
            RateWindow.empty(RatePeriod.MINUTE).withCall(NOON.plusSeconds(3590)),
            RateWindow.empty(RatePeriod.HOUR).withCall(NOON));

    assertThat(hourAlmostOver.verdict(limit, NOON.plusSeconds(3595)))
        .isEqualTo(new RateVerdict.Exceeded(RatePeriod.HOUR, 55));
  }

  @Test
  void zeroMeansNoLimitAndIsNotCounted() {
    RateUsage usage = after(1000, RateLimit.NONE, NOON);

    assertThat(usage).isEqualTo(RateUsage.NONE);
    assertThat(usage.verdict(RateLimit.NONE, NOON)).isInstanceOf(RateVerdict.Allowed.class);
  }

  @Test
  void onlyTheLimitedPeriodIsCounted() {
    RateUsage usage = after(3, new RateLimit(0, 3), NOON);

    assertThat(usage.minute().counts()).isEmpty();
    assertThat(usage.hour().counts().values()).containsExactly(3);
  }

  @Test
  void refusesNegativeLimitsAndExchangedWindows() {
    assertThatThrownBy(() -> new RateLimit(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(0, -1)).isInstanceOf(IllegalArgumentException.class);
    RateWindow minute = RateWindow.empty(RatePeriod.MINUTE);
    RateWindow hour = RateWindow.empty(RatePeriod.HOUR);
    assertThatThrownBy(() -> new RateUsage(minute, minute))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateUsage(hour, hour))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RateUsage after(int calls, RateLimit limit, Instant at) {
    RateUsage usage = RateUsage.NONE;
    for (int i = 0; i < calls; i++) {
      usage = usage.withCall(limit, at);
    }
    return usage;
  }
}
