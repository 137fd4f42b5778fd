package org.conversationsessions.local.runner.aws;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/** A virtual thread that repeats one task until it is closed. After a fault it waits one second. */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Thread thread;

  /** One round of the task. An interruption ends the worker. */
  public interface Round {
    void run() throws InterruptedException;
  }

  private Worker(Thread thread) {
    this.thread = thread;
  }

  public static Worker start(String name, Round round) {
    return new Worker(Thread.ofVirtual().name(name).start(() -> repeat(name, round)));
  }

  /** Interrupts the task and waits up to two seconds for it to end. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void repeat(String name, Round round) {
    RepeatedFaults faults = new RepeatedFaults(name, LOG, Clock.systemUTC());
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          round.run();
          faults.end();
        } catch (RuntimeException e) {
          // Nobody joins this thread, so it logs its own faults. A fault during close is expected.
          if (!Thread.currentThread().isInterrupted()) {
            faults.add(e);
          }
          Thread.sleep(PAUSE_AFTER_FAULT);
        }
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "{0} ended", name);
    }
  }
}
