package org.conversationsessions.domain.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.conversationsessions.domain.StoreException;

/**
 * Does independent work side by side, on virtual threads and the caller's own, so many at a time
 * that a connection pool can serve them.
 */
public final class Parallel {
  /** How much is done at a time. */
  public static final int WIDTH = 16;

  private Parallel() {}

  /**
   * Does the work for each item and returns when all is done.
   *
   * @throws StoreException if an item's work threw one: the first of them; the work of the others
   *     is done all the same; or if this thread is interrupted: what has begun goes on then
   */
  public static <T> void forEach(Collection<T> items, Consumer<T> work) {
    if (items.size() <= 1) {
      items.forEach(work);
      return;
    }
    forEach(items, new Semaphore(WIDTH), work);
  }

  /**
   * The same, with a bound that is shared with other such work.
   *
   * @param places how much of all that work is done at a time
   */
  static <T> void forEach(Collection<T> items, Semaphore places, Consumer<T> work) {
    if (items.isEmpty()) {
      return;
    }
    List<FutureTask<?>> tasks = new ArrayList<>(items.size());
    for (T item : items) {
      tasks.add(
          new FutureTask<>(
              () -> {
                places.acquireUninterruptibly();
                try {
                  work.accept(item);
                } finally {
                  places.release();
                }
                return null;
              }));
    }
    // The caller would only wait: it does the last part itself, which so has no thread to wake.
    int last = tasks.size() - 1;
    tasks.subList(0, last).forEach(Thread::startVirtualThread);
    tasks.get(last).run();
    tasks.forEach(Parallel::await);
    tasks.forEach(Parallel::get);
  }

  /**
   * The result of work on another thread.
   *
   * @throws RuntimeException that the work threw
   */
  static <T> T get(Future<T> done) {
    await(done);
    if (done.state() == Future.State.FAILED) {
      throw done.exceptionNow() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(done.exceptionNow());
    }
    return done.resultNow();
  }

  /** Waits for the end of work on another thread. */
  static void await(Future<?> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      // Told by get.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the store", e);
    }
  }
}
