package org.conversationsessions.application.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.application.StoreException;

/** A policy for waiting after a conflict: a conditional write that another writer preceded. */
@FunctionalInterface
public interface BackoffPolicy {
  /**
   * The number of conflicts in a row after which a write fails. One writer succeeds in every round,
   * but the chances differ: a writer that reads adjacent sessions takes twice as long. Against
   * dozens of others it succeeds in one round of forty.
   */
  int MAX_CONFLICTS = 500;

  /**
   * Waits before the next attempt.
   *
   * @param conflicts the number of conflicts in a row, at least 1
   * @throws StoreException if there were too many conflicts
   */
  void awaitRetry(int conflicts);

  /**
   * Returns a policy that waits after every second conflict. After the others it retries
   * immediately, because the conflict returned the newest data. The wait is random, grows with the
   * conflicts and stays below 20 milliseconds. It fails after {@value #MAX_CONFLICTS} conflicts:
   * within ten seconds, if the store is as fast as it should be.
   */
  static BackoffPolicy jittered() {
    return conflicts -> {
      failAfterTooMany(conflicts);
      if (conflicts % 2 == 0) {
        long maxNanos = TimeUnit.MILLISECONDS.toNanos(Math.min(20, conflicts));
        LockSupport.parkNanos(Jitter.below(maxNanos));
      }
    };
  }

  /** Returns a policy that always retries immediately and fails as {@link #jittered} does. */
  static BackoffPolicy immediate() {
    return BackoffPolicy::failAfterTooMany;
  }

  private static void failAfterTooMany(int conflicts) {
    if (conflicts >= MAX_CONFLICTS) {
      throw new StoreException("gave up after " + conflicts + " conflicts in a row");
    }
  }
}
