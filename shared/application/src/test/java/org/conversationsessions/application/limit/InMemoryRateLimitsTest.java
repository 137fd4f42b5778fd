package org.conversationsessions.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

class InMemoryRateLimitsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final RateKey KEY = RateKey.of(new BotId("st-1"));

  @Test
  void countsEveryKeySeparately() {
    RateLimits limits = new InMemoryRateLimits(new RateLimit(1, 0));

    assertThat(limits.take(KEY, NOW)).isInstanceOf(RateVerdict.Allowed.class);
    assertThat(limits.take(KEY, NOW)).isInstanceOf(RateVerdict.Exceeded.class);
    assertThat(limits.take(RateKey.ofAccount("st-1"), NOW)).isInstanceOf(RateVerdict.Allowed.class);
  }

  @Test
  void doesNotCountRefusedCalls() {
    RateLimits limits = new InMemoryRateLimits(new RateLimit(1, 0));
    limits.take(KEY, NOW);

    for (int second = 1; second < 60; second++) {
      assertThat(limits.take(KEY, NOW.plusSeconds(second)))
          .isEqualTo(new RateVerdict.Exceeded(RatePeriod.MINUTE, 60 - second));
    }
    assertThat(limits.take(KEY, NOW.plusSeconds(60))).isInstanceOf(RateVerdict.Allowed.class);
  }

  @Test
  void allowsConcurrentCallersNoMoreThanTheLimit() {
    RateLimits limits = new InMemoryRateLimits(new RateLimit(7, 0));
    AtomicInteger allowed = new AtomicInteger();

    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              if (limits.take(KEY, NOW) instanceof RateVerdict.Allowed) {
                allowed.incrementAndGet();
              }
            });

    assertThat(allowed).hasValue(7);
  }

  @Test
  void noLimitsAllowEverything() {
    IntStream.range(0, 100)
        .forEach(
            i ->
                assertThat(RateLimits.NONE.take(KEY, NOW)).isInstanceOf(RateVerdict.Allowed.class));
  }
}
