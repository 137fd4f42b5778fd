package org.conversationsessions.application.concurrent;

import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A value that is fetched at most once, on demand or ahead of time in parallel with other work.
 * Closing it waits for a fetch that has begun, so that no work continues after a response.
 */
public final class Prefetch<T> implements AutoCloseable {
  private final FutureTask<T> fetch;
  private volatile boolean begun;

  /** Creates a value without fetching it. */
  public Prefetch(Supplier<T> fetch) {
    this.fetch = new FutureTask<>(fetch::get);
  }

  /** Begins to fetch on a virtual thread, unless a fetch has begun. */
  public void begin() {
    begun = true;
    Thread.startVirtualThread(Deadline.current().carriedBy(fetch));
  }

  /**
   * Returns the value, fetching it if necessary.
   *
   * @throws RuntimeException if the fetch threw it
   */
  public T get() {
    // Does nothing if a fetch has begun.
    fetch.run();
    return Parallel.get(fetch);
  }

  /**
   * Waits for the end of a fetch that has begun. A failed fetch is reported by {@link #get} only.
   */
  @Override
  public void close() {
    if (begun) {
      fetch.run();
      Parallel.await(fetch);
    }
  }
}
