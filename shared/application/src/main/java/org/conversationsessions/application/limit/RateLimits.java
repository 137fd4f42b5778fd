package org.conversationsessions.application.limit;

import java.time.Instant;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateVerdict;

/** Counts calls and says which are too many. */
@FunctionalInterface
public interface RateLimits {
  /** For a deployment without limits: allows every call and counts none. */
  RateLimits NONE = (key, now) -> new RateVerdict.Allowed();

  /**
   * Counts a call, if it may be made. Of several callers at once no more than the limit are
   * allowed. Fails if the count could not be read or kept.
   */
  RateVerdict take(RateKey key, Instant now);
}
