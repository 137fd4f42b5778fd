package org.conversationsessions.functions.runclosurescript;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a process, unless it is closed in time. */
final class ScriptTimeout implements AutoCloseable {
  private final AtomicBoolean rang = new AtomicBoolean();
  private final CompletableFuture<Void> pending;

  private ScriptTimeout(Duration delay, Process process) {
    pending =
        CompletableFuture.runAsync(
            () -> {
              rang.set(true);
              process.destroyForcibly();
            },
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  static ScriptTimeout after(Duration delay, Process process) {
    return new ScriptTimeout(delay, process);
  }

  /** Whether it ended the process, or is about to. */
  boolean rang() {
    return rang.get();
  }

  @Override
  public void close() {
    pending.cancel(false);
  }
}
