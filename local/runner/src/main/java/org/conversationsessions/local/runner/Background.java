package org.conversationsessions.local.runner;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Runs start-up work concurrently. */
final class Background {
  private Background() {}

  /** Starts work on its own thread. */
  static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.call());
              } catch (Exception e) { // rethrown by await
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  /** Waits for a result and passes it to an action, if the work succeeded. */
  static <T> void whenDone(CompletableFuture<T> result, Consumer<T> action) {
    result
        .exceptionally(_ -> null)
        .thenAccept(
            value -> {
              if (value != null) {
                action.accept(value);
              }
            })
        .join();
  }

  /** Waits for a result, or throws what the work threw. */
  static <T> T await(CompletableFuture<T> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case IOException fault -> throw fault;
        case null, default -> throw new IOException(e);
      }
    }
  }
}
