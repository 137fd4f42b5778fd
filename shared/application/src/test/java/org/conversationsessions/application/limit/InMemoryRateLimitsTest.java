package org.conversationsessions.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

class InMemoryRateLimitsTest extends RateLimitsPortTests {
  @Override
  protected RateLimits limits(RateLimit limit) {
    return new InMemoryRateLimits(limit);
  }

  @Test
  void noneAllowsEveryCall() {
    RateKey key = RateKey.of(new BotId("st-1"));

    for (int call = 0; call < 100; call++) {
      assertThat(RateLimits.NONE.countIfAllowed(key, Instant.EPOCH))
          .isInstanceOf(RateVerdict.Allowed.class);
    }
  }
}
