package org.conversationsessions.local.runner.aws;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/** A thread that does one thing over and over until it is closed. */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final Thread thread;

  /** One round of the work; an interruption ends the worker. */
  public interface Round {
    void run() throws InterruptedException;
  }

  private Worker(Thread thread) {
    this.thread = thread;
  }

  public static Worker start(String name, Round round) {
    return new Worker(Thread.ofVirtual().name(name).start(() -> repeat(name, round)));
  }

  /** Interrupts the work and waits a little until it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LONGEST_END);
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
          faults.over();
        } catch (RuntimeException e) {
          // Nobody waits for this thread: the fault is told here, and the next round may do better.
          // When the worker is being ended, the fault is most likely that.
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
