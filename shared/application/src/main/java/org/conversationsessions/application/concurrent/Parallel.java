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
 * Runs independent tasks in parallel on virtual threads and the caller's thread. One call uses at
 * most {@value #MAX_THREADS} threads, however many items it has. So a large request does not fill
 * the queue of the store's calls, in which small requests wait too. The store itself bounds the
 * calls it makes at a time. The threads share the caller's {@link Deadline}.
 */
public final class Parallel {
  /** The most items processed at a time. */
  public static final int MAX_THREADS = 16;

  private Parallel() {}

  /**
   * Processes each item and returns when all are done.
   *
   * @throws StoreException the first one that a task threw, after all tasks have ended; or if this
   *     thread is interrupted, while started tasks continue
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
    // The caller's thread would only wait, so it works too.
    for (int i = 1; i < Math.min(MAX_THREADS, tasks.size()); i++) {
      Thread.startVirtualThread(worker);
    }
    worker.run();
    tasks.forEach(Parallel::await);
    tasks.forEach(Parallel::get);
  }

  /**
   * Processes each item as {@link #forEach(Collection, Consumer)} does, with a bound shared with
   * other calls.
   *
   * @param permits the number of items processed at a time
   */
  public static <T> void forEach(Collection<T> items, Semaphore permits, Consumer<T> work) {
    forEach(
        items,
        item -> {
          permits.acquireUninterruptibly();
          try {
            work.accept(item);
          } finally {
            permits.release();
          }
        });
  }

  /**
   * Returns the result of a task on another thread.
   *
   * @throws RuntimeException if the task threw it
   */
  static <T> T get(Future<T> task) {
    await(task);
    if (task.state() == Future.State.FAILED) {
      throw task.exceptionNow() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(task.exceptionNow());
    }
    return task.resultNow();
  }

  /** Waits for the end of a task on another thread. */
  static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      // The task keeps its failure; get throws it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the store", e);
    }
  }
}
