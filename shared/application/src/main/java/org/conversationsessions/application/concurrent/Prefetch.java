package org.conversationsessions.application.concurrent;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Something that is fetched at most once: when it is asked for, or before that beside other work.
 * Closing it waits for a fetch that has begun, so that nothing goes on behind an answer.
 */
public final class Prefetch<T> implements AutoCloseable {
  private final FutureTask<T> fetch;
  private volatile boolean begun;

  /** Fetches nothing yet. */
  public Prefetch(Supplier<T> fetch) {
    this.fetch = new FutureTask<>(fetch::get);
  }

  /** Begins to fetch on a virtual thread, if nobody has begun. */
  public void begin() {
    begun = true;
    Thread.startVirtualThread(Deadline.current().carriedBy(fetch));
  }

  /**
   * What was fetched.
   *
   * @throws RuntimeException that fetching threw
   */
  public T get() {
    // Does nothing if somebody has begun.
    fetch.run();
    return Parallel.get(fetch);
  }

  /** Waits for the end of a fetch that was begun; whether it failed is for who gets it. */
  @Override
  public void close() {
    if (begun) {
      fetch.run();
      Parallel.await(fetch);
    }
  }
}
