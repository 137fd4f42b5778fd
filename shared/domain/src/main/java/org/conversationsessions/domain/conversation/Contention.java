package org.conversationsessions.domain.conversation;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.domain.StoreException;

/** What to do after a write was lost to another writer of the same conversation. */
@FunctionalInterface
public interface Contention {
  /** How many times in a row a write may be lost before it is given up. */
  int MAX_LOSSES = 100;

  /**
   * Returns when it is time to try again.
   *
   * @param losses how many writes were lost in a row, at least 1
   * @throws StoreException when it is time to give up
   */
  void afterLoss(int losses);

  /**
   * Waits a random while that grows with the losses, from below 2 to below 50 milliseconds, and
   * gives up after {@value #MAX_LOSSES}. One writer wins every round, so this many losses mean
   * something is wrong.
   */
  static Contention backingOff() {
    return losses -> {
      giveUpAfterTooMany(losses);
      long most = TimeUnit.MILLISECONDS.toNanos(Math.min(50, 2L * losses));
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    };
  }

  /** Tries again at once, as often as {@link #backingOff}. */
  static Contention insisting() {
    return Contention::giveUpAfterTooMany;
  }

  private static void giveUpAfterTooMany(int losses) {
    if (losses >= MAX_LOSSES) {
      throw new StoreException("lost " + losses + " writes of one conversation in a row");
    }
  }
}
