package org.conversationsessions.application.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.application.StoreException;

/** A policy for waiting after a conflict with another writer of the same conversation. */
@FunctionalInterface
public interface BackoffPolicy {
  /**
   * The number of conflicts in a row after which a write fails. One writer wins every round, but
   * the chances differ: a writer that reads adjacent sessions takes twice as long. Against dozens
   * of others it wins one round in forty.
   */
  int MAX_LOSSES = 500;

  /**
   * Waits until the next attempt.
   *
   * @param losses the number of conflicts in a row, at least 1
   * @throws StoreException if there were too many conflicts
   */
  void afterLoss(int losses);

  /**
   * Returns a policy that retries immediately after every other conflict, because the conflict
   * returned the newest data. In between it waits a random time that grows with the conflicts and
   * stays below 20 milliseconds. It fails after {@value #MAX_LOSSES} conflicts: within ten seconds,
   * if the store is as fast as it should be.
   */
  static BackoffPolicy backingOff() {
    return losses -> {
      giveUpAfterTooMany(losses);
      if (losses % 2 == 0) {
        long most = TimeUnit.MILLISECONDS.toNanos(Math.min(20, losses));
        LockSupport.parkNanos(Jitter.below(most));
      }
    };
  }

  /** Returns a policy that always retries immediately and fails as {@link #backingOff} does. */
  static BackoffPolicy insisting() {
    return BackoffPolicy::giveUpAfterTooMany;
  }

  private static void giveUpAfterTooMany(int losses) {
    if (losses >= MAX_LOSSES) {
      throw new StoreException("lost " + losses + " writes of one conversation in a row");
    }
  }
}
