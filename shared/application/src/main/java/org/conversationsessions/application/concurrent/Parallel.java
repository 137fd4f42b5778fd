package org.conversationsessions.application.concurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.conversationsessions.application.StoreException;

/**
 * Does independent work side by side, on virtual threads and the caller's own. One piece of work
 * never has more than {@value #WIDTH} threads, however many items it has. So a large request does
 * not fill the queue before the store with calls that a small request then waits behind. How many
 * calls the store serves at a time is the store's own bound. The threads share the caller's {@link
 * Deadline}.
 */
public final class Parallel {
  /** How many items are worked on at a time. */
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
    List<FutureTask<?>> tasks = new ArrayList<>(items.size());
    for (T item : items) {
      tasks.add(new FutureTask<>(() -> work.accept(item), null));
    }
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        Deadline.current()
            .carriedBy(
                () -> {
                  for (int i = next.getAndIncrement();
                      i < tasks.size();
                      i = next.getAndIncrement()) {
                    tasks.get(i).run();
                  }
                });
    // The caller would only wait: it works too, and so needs one thread fewer.
    for (int i = 1; i < Math.min(WIDTH, tasks.size()); i++) {
      Thread.startVirtualThread(worker);
    }
    worker.run();
    tasks.forEach(Parallel::await);
    tasks.forEach(Parallel::get);
  }

  /**
   * The same, with a bound that is shared with other such work.
   *
   * @param places how much of all that work is done at a time
   */
  public static <T> void forEach(Collection<T> items, Semaphore places, Consumer<T> work) {
    forEach(
        items,
        item -> {
          places.acquireUninterruptibly();
          try {
            work.accept(item);
          } finally {
            places.release();
          }
        });
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
