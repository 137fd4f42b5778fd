package org.conversationsessions.application.limit;

import java.time.Instant;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateVerdict;

/** The port to the call counters of the rate limits. */
@FunctionalInterface
public interface RateLimits {
  /** An implementation without limits, which allows every call and counts none. */
  RateLimits NONE = (key, now) -> new RateVerdict.Allowed();

  /**
   * Counts a call if it is allowed. Of concurrent callers no more than the limit are allowed.
   *
   * @throws org.conversationsessions.application.StoreException if the count could not be read or
   *     stored
   */
  RateVerdict countIfAllowed(RateKey key, Instant now);
}
