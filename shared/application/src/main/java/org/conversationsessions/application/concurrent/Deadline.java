package org.conversationsessions.application.concurrent;

import java.util.function.LongSupplier;

/**
 * The time left for the present work. The starter of the work sets the deadline, and the store
 * checks it before each call. {@link #carriedBy} passes it to other threads. Work without a
 * deadline has no time limit.
 */
public final class Deadline {
  private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();
  private static final Deadline NONE = new Deadline(() -> Long.MAX_VALUE);

  private final LongSupplier millisLeft;

  private Deadline(LongSupplier millisLeft) {
    this.millisLeft = millisLeft;
  }

  /**
   * Runs work with a deadline.
   *
   * @param millisLeft returns the milliseconds left at the time of the call, on any thread;
   *     negative after the deadline
   * @return the work's result
   * @throws X if the work throws it
   */
  public static <R, X extends Throwable> R within(
      LongSupplier millisLeft, ScopedValue.CallableOp<? extends R, X> work) throws X {
    return ScopedValue.where(CURRENT, new Deadline(millisLeft)).call(work);
  }

  /** Returns the deadline of this thread's work. */
  public static Deadline current() {
    return CURRENT.orElse(NONE);
  }

  /** Returns the milliseconds left; {@link Long#MAX_VALUE} without a deadline. */
  public long millisLeft() {
    return millisLeft.getAsLong();
  }

  /** Returns the same work with this deadline on whichever thread runs it. */
  public Runnable carriedBy(Runnable work) {
    return () -> ScopedValue.where(CURRENT, this).run(work);
  }
}
