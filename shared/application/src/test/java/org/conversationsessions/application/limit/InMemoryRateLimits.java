package org.conversationsessions.application.limit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RateUsage;
import org.conversationsessions.domain.limit.RateVerdict;

/** Counts calls in memory. Thread-safe. */
public final class InMemoryRateLimits implements RateLimits {
  private final RateLimit limit;
  private final Map<RateKey, RateUsage> usages = new HashMap<>();

  /** The same limit for every key. */
  public InMemoryRateLimits(RateLimit limit) {
    this.limit = limit;
  }

  @Override
  public synchronized RateVerdict countIfAllowed(RateKey key, Instant now) {
    RateUsage usage = usages.getOrDefault(key, RateUsage.NONE);
    RateVerdict verdict = usage.verdict(limit, now);
    if (verdict instanceof RateVerdict.Allowed) {
      usages.put(key, usage.withCall(limit, now));
    }
    return verdict;
  }
}
