package org.conversationsessions.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.conversationsessions.domain.registry.BotId;
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
    RateUsage hourly = after(3, new RateLimit(0, 3), NOON);
    RateUsage minutely = after(3, new RateLimit(3, 0), NOON);

    assertThat(hourly.minute().counts()).isEmpty();
    assertThat(hourly.hour().counts().values()).containsExactly(3);
    assertThat(minutely.minute().counts().values()).containsExactly(3);
    assertThat(minutely.hour().counts()).isEmpty();
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

  @Test
  void aBotAndAnAccountAreCountedUnderDifferentKeys() {
    assertThat(RateKey.of(new BotId("st-1"))).isEqualTo(new RateKey("bot#st-1"));
    assertThat(RateKey.ofAccount("st-1")).isEqualTo(new RateKey("account#st-1"));
  }

  private static RateUsage after(int calls, RateLimit limit, Instant at) {
    RateUsage usage = RateUsage.NONE;
    for (int i = 0; i < calls; i++) {
      usage = usage.withCall(limit, at);
    }
    return usage;
  }
}
