package org.conversationsessions.application.concurrent;

import java.util.function.LongSupplier;

/**
 * Tells how much time the work under way still has. Whoever starts the work sets the deadline, and
 * the store reads it before each call. It follows the work onto other threads through {@link
 * #carriedBy}. Work without a deadline has all the time in the world.
 */
public final class Deadline {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();
  private static final Deadline NONE = new Deadline(() -> Long.MAX_VALUE);

  private final LongSupplier millisLeft;

  private Deadline(LongSupplier millisLeft) {
    this.millisLeft = millisLeft;
  }

  /**
   * Does work under a deadline.
   *
   * @param millisLeft tells how many milliseconds are left at the time it is asked, on any thread;
   *     negative if the time is over
   * @return the work's result
   * @throws X if the work throws it
   */
  public static <R, X extends Throwable> R within(
      LongSupplier millisLeft, ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CURRENT, new Deadline(millisLeft)).call(work);
  }

  /** Returns the deadline of the work that this thread does. */
  public static Deadline current() {
    return CURRENT.orElse(NONE);
  }

  /** Returns how many milliseconds are left; {@link Long#MAX_VALUE} without a deadline. */
  public long millisLeft() {
    return millisLeft.getAsLong();
  }

  /** Returns the same work, under this deadline on whichever thread it runs. */
  public Runnable carriedBy(Runnable work) {
    return () -> ScopedValue.where(CURRENT, this).run(work);
  }
}
