package org.conversationsessions.domain.limit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts calls in memory. Safe for several threads. */
public final class InMemoryRateLimits implements RateLimits {
  private final RateLimit limit;
  private final Map<RateKey, RateUsage> usages = new HashMap<>();

  /** The same limit for every key. */
  public InMemoryRateLimits(RateLimit limit) {
    this.limit = limit;
  }

  @Override
  public synchronized RateVerdict take(RateKey key, Instant now) {
    RateUsage usage = usages.getOrDefault(key, RateUsage.NONE);
    RateVerdict verdict = usage.verdict(limit, now);
    if (verdict instanceof RateVerdict.Allowed) {
      usages.put(key, usage.counted(limit, now));
    }
    return verdict;
  }
}
