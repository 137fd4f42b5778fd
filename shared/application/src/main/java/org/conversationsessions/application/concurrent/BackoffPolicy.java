package org.conversationsessions.application.concurrent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.application.StoreException;

/** What to do after a write was lost to another writer of the same conversation. */
@FunctionalInterface
public interface BackoffPolicy {
  /**
   * How many times in a row a write may be lost before it is given up. One writer wins every round,
   * but not every writer has the same chance: who has to look at the past takes twice as long as
   * who has not. Beside dozens of others it then wins one round in forty.
   */
  int MAX_LOSSES = 500;

  /**
   * Returns when it is time to try again.
   *
   * @param losses how many writes were lost in a row, at least 1
   * @throws StoreException when it is time to give up
   */
  void afterLoss(int losses);

  /**
   * Tries again at once after every other loss, because what a lost write was told is never
   * fresher; in between waits a random while that grows with the losses, to below 20 milliseconds.
   * Gives up after {@value #MAX_LOSSES}: within ten seconds, if the store answers as fast as it
   * should.
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

  /** Tries again at once, as often as {@link #backingOff}. */
  static BackoffPolicy insisting() {
    return BackoffPolicy::giveUpAfterTooMany;
  }

  private static void giveUpAfterTooMany(int losses) {
    if (losses >= MAX_LOSSES) {
      throw new StoreException("lost " + losses + " writes of one conversation in a row");
    }
  }
}
