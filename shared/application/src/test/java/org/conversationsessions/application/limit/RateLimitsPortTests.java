package org.conversationsessions.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link RateLimits} promises (contract, section 3). */
public abstract class RateLimitsPortTests {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final RateVerdict ALLOWED = new RateVerdict.Allowed();

  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final RateKey key = RateKey.of(bot);

  /** Returns the rate limits under test, the same limit for every key. */
  protected abstract RateLimits limits(RateLimit limit);

  @Test
  void everyKeyIsCountedSeparately() {
    RateLimits limits = limits(new RateLimit(1, 0));

    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(exceeded(RatePeriod.MINUTE, 60));
    assertThat(limits.countIfAllowed(RateKey.ofAccount(bot.value()), NOW)).isEqualTo(ALLOWED);
  }

  @Test
  void refusedCallsAreNotCounted() {
    RateLimits limits = limits(new RateLimit(1, 0));
    limits.countIfAllowed(key, NOW);

    for (int second = 1; second < 60; second++) {
      assertThat(limits.countIfAllowed(key, NOW.plusSeconds(second)))
          .isEqualTo(exceeded(RatePeriod.MINUTE, 60 - second));
    }
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(60))).isEqualTo(ALLOWED);
  }

  @Test
  void theMinuteRollsInStepsOfASecond() {
    RateLimits limits = limits(new RateLimit(2, 0));

    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(40))).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(59)))
        .isEqualTo(exceeded(RatePeriod.MINUTE, 1));
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(60))).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(61)))
        .isEqualTo(exceeded(RatePeriod.MINUTE, 39));
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(100))).isEqualTo(ALLOWED);
  }

  @Test
  void theHourRollsInStepsOfAMinute() {
    RateLimits limits = limits(new RateLimit(0, 2));

    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(1800))).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(3599)))
        .isEqualTo(exceeded(RatePeriod.HOUR, 1));
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(3600))).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(3600)))
        .isEqualTo(exceeded(RatePeriod.HOUR, 1800));
  }

  @Test
  void bothLimitsHold() {
    RateLimits limits = limits(new RateLimit(2, 3));

    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(exceeded(RatePeriod.MINUTE, 60));
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(60))).isEqualTo(ALLOWED);
    assertThat(limits.countIfAllowed(key, NOW.plusSeconds(60)))
        .isEqualTo(exceeded(RatePeriod.HOUR, 3540));
  }

  @Test
  void concurrentCallsAreAllowedUpToTheLimitOnly() {
    RateLimits limits = limits(new RateLimit(7, 0));
    AtomicInteger allowed = new AtomicInteger();

    Parallel.forEach(
        IntStream.range(0, 40).boxed().toList(),
        call -> {
          if (limits.countIfAllowed(key, NOW).equals(ALLOWED)) {
            allowed.incrementAndGet();
          }
        });

    assertThat(allowed).hasValue(7);
  }

  @Test
  void withoutLimitsEveryCallIsAllowed() {
    RateLimits limits = limits(RateLimit.NONE);

    for (int call = 0; call < 100; call++) {
      assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    }
  }

  private static RateVerdict exceeded(RatePeriod period, int retryAfterSeconds) {
    return new RateVerdict.Exceeded(period, retryAfterSeconds);
  }
}
