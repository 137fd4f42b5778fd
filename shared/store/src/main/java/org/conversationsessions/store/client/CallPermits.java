package org.conversationsessions.store.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.Deadline;

/**
 * Limits the number of concurrent calls. Further calls wait, first come, first served. A call that
 * would begin too late for its {@link Deadline} fails. Thread-safe.
 */
final class CallPermits {
  /**
   * A call begins only while this much time is left: the client's timeout is 5 s, a thread that
   * reads from a socket notices it up to 1 s late, and the response has to be written.
   */
  static final Duration MIN_TIME_LEFT = Duration.ofSeconds(8);

  private final Semaphore free;

  /** Creates this number of permits, all free. */
  CallPermits(int number) {
    free = new Semaphore(number, true);
  }

  /**
   * Waits for a permit, which the caller must give back.
   *
   * @throws StoreException if the deadline leaves no time for the call, or this thread is
   *     interrupted; no permit is taken then
   */
  void acquire() {
    long millis = Deadline.current().millisLeft() - MIN_TIME_LEFT.toMillis();
    try {
      if (millis <= 0 || !free.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        throw new StoreException("the request has no time left for another call");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the store", e);
    }
  }

  /** Gives a permit back; the call that has waited longest gets it. */
  void release() {
    free.release();
  }

  /** Returns how many calls wait. An estimate while calls come and go. */
  int waiting() {
    return free.getQueueLength();
  }
}
