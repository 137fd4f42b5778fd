package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.conversationsessions.local.runner.lambda.FunctionJvm;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.lambda.PendingInvocation;
import org.conversationsessions.local.runner.lambda.RuntimeApi;

/**
 * One process of a function from its start to its end, measured at the Runtime API. As on Lambda
 * the first invocation waits until the process is ready.
 */
final class FunctionRun implements RuntimeApi.Work, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path log;
  private final RuntimeApi api;
  private final long begin;
  private final Process process;
  private final BlockingQueue<PendingInvocation> waiting = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Long> hooksRun = new CompletableFuture<>();
  private final CompletableFuture<Boolean> restored = new CompletableFuture<>();
  private volatile Running running = new Running(new PendingInvocation("", new byte[0]), 0);
  private volatile long answered;

  private record Running(PendingInvocation invocation, long handed) {}

  /**
   * An answer.
   *
   * @param payload the function's output
   * @param millis milliseconds from the delivery of the event to the answer
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(byte[] payload, double millis) {}

  /** Starts the process. */
  FunctionRun(FunctionJvm jvm) {
    log = jvm.log();
    try {
      api = RuntimeApi.start(this, jvm.arn());
      begin = System.nanoTime();
      process = jvm.start(api.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = process.onExit().thenRun(this::ended);
  }

  /** Delivers an event and waits for the answer. */
  Answer invoke(byte[] event) {
    PendingInvocation invocation = new PendingInvocation(UUID.randomUUID().toString(), event);
    waiting.add(invocation);
    return switch (await(CompletableFuture.supplyAsync(invocation::await, Runnable::run))) {
      case Invocation.Succeeded(byte[] payload) ->
          new Answer(payload, millis(answered - running.handed));
      case Invocation.Failed failed ->
          throw new IllegalStateException(
              "the function failed: " + failed.errorType() + " " + failed.message() + tail());
    };
  }

  /** Returns the milliseconds from the process's start to its first request for an invocation. */
  double readyAfter() {
    return millis(await(ready) - begin);
  }

  /** Returns the milliseconds from the process's start to its last answer. */
  double answeredAfter() {
    return millis(answered - begin);
  }

  /** Waits for the hooks before the snapshot; returns the milliseconds from the process's start. */
  double hooksRunAfter() {
    return millis(await(hooksRun) - begin);
  }

  /** Lets the process continue as after a restore. */
  void restore() {
    restored.complete(true);
  }

  /** Returns the process's identifier. */
  long pid() {
    return process.pid();
  }

  @Override
  public Begun next() throws InterruptedException {
    ready.complete(System.nanoTime());
    PendingInvocation invocation = waiting.take();
    running = new Running(invocation, System.nanoTime());
    return new Begun(invocation, System.currentTimeMillis() + TIMEOUT.toMillis());
  }

  @Override
  public boolean complete(String requestId, Invocation outcome) {
    answered = System.nanoTime();
    running.invocation.complete(outcome);
    return running.invocation.requestId().equals(requestId);
  }

  @Override
  public void initFailed(Invocation.Failed failure) {
    fail(failure);
  }

  @Override
  public void frozen() {
    hooksRun.complete(System.nanoTime());
    var _ = await(restored);
  }

  @Override
  public void restoreFailed(Invocation.Failed failure) {
    fail(failure);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    api.close();
  }

  private void fail(Invocation.Failed failure) {
    IllegalStateException e =
        new IllegalStateException(
            "the function did not start: " + failure.errorType() + " " + failure.message());
    ready.completeExceptionally(e);
    hooksRun.completeExceptionally(e);
  }

  /** Fails everything that waits for the process. */
  private void ended() {
    Invocation.Failed exited =
        new Invocation.Failed("Runtime.ExitError", "the process ended", new byte[0]);
    fail(exited);
    running.invocation.complete(exited);
    for (PendingInvocation left = waiting.poll(); left != null; left = waiting.poll()) {
      left.complete(exited);
    }
  }

  private <T> T await(CompletableFuture<T> event) {
    try {
      return event.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the function's process does not respond" + tail(), e);
    }
  }

  private String tail() {
    try {
      String all = Files.readString(log, StandardCharsets.UTF_8);
      return "; the end of its log:\n" + all.substring(Math.max(0, all.length() - 2000));
    } catch (IOException e) {
      return "; it left no log";
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
