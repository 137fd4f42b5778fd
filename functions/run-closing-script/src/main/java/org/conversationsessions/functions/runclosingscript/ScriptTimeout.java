package org.conversationsessions.functions.runclosingscript;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A timeout that kills a process unless it is closed in time. */
final class ScriptTimeout implements AutoCloseable {
  private final AtomicBoolean expired = new AtomicBoolean();
  private final CompletableFuture<Void> pending;

  private ScriptTimeout(Duration delay, Process process) {
    pending =
        CompletableFuture.runAsync(
            () -> {
              expired.set(true);
              process.destroyForcibly();
            },
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Starts the timeout. */
  static ScriptTimeout after(Duration delay, Process process) {
    return new ScriptTimeout(delay, process);
  }

  /** Returns whether it has killed the process or is about to. */
  boolean hasExpired() {
    return expired.get();
  }

  @Override
  public void close() {
    pending.cancel(false);
  }
}
