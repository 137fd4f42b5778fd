package org.conversationsessions.application.erasure;

import java.time.Duration;
import org.conversationsessions.domain.erasure.ErasureId;

/** The queue that has the worker continue a request. It delivers at least once. */
@FunctionalInterface
public interface ErasureQueue {
  /** The longest delay of a message (SQS). */
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /**
   * Sends a request's identifier.
   *
   * @param delay when it is delivered at the earliest, at most {@link #MAX_DELAY}
   * @throws org.conversationsessions.application.StoreException if the queue does not take it
   */
  void send(ErasureId id, Duration delay);
}
