package org.conversationsessions.local.runner.lambda;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process of a function and its running and waiting invocations. It accepts invocations until one
 * times out or the process ends; then a new sandbox replaces it. Every accepted invocation gets an
 * outcome or is handed back.
 */
final class Sandbox implements RuntimeApi.Work, AutoCloseable {
  /** Lambda allows 10 seconds; a small machine that starts many processes at once needs more. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /**
   * The exit status after Ctrl-C, which reaches every process of the terminal and is not a crash.
   */
  private static final int INTERRUPTED = 130;

  private final FunctionJvm jvm;
  private final TimeoutScheduler timeouts;
  private final Clock clock;
  private final Consumer<String> crashes;
  private final Consumer<PendingInvocation> handBack;
  private final BlockingQueue<PendingInvocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, PendingInvocation> running = new ConcurrentHashMap<>();
  private final RuntimeApi api;
  private final Process process;
  private final Future<?> startTimeout;
  private boolean open = true;
  private boolean ended;
  private boolean killed;
  private boolean started;
  private Invocation.@Nullable Failed startFailure;

  /**
   * Starts the process.
   *
   * @param crashes receives a message when the process ends unexpectedly
   * @param handBack takes back invocations that never started because another one ended this
   *     sandbox
   */
  Sandbox(
      FunctionJvm jvm,
      TimeoutScheduler timeouts,
      Clock clock,
      Consumer<String> crashes,
      Consumer<PendingInvocation> handBack)
      throws IOException {
    this.jvm = jvm;
    this.timeouts = timeouts;
    this.clock = clock;
    this.crashes = crashes;
    this.handBack = handBack;
    this.api = RuntimeApi.start(this, jvm.arn());
    this.process = start();
    this.startTimeout = timeouts.after(START_TIMEOUT, this::startTookTooLong);
    var _ = process.onExit().thenRun(this::processEnded);
  }

  private Process start() throws IOException {
    try {
      return jvm.start(api.address());
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  private synchronized void kill() {
    killed = true;
    process.destroyForcibly();
  }

  /** Accepts an invocation; returns false if this sandbox accepts no more. */
  synchronized boolean submit(PendingInvocation invocation) {
    return open && waiting.add(invocation);
  }

  /** Waits until the handler is constructed, or has failed to be. */
  synchronized void awaitStart() throws InterruptedException {
    while (!started && !ended) {
      wait();
    }
  }

  @Override
  public Begun next() throws InterruptedException {
    synchronized (this) {
      started = true;
      notifyAll();
    }
    PendingInvocation invocation = waiting.take();
    Duration timeout = jvm.function().timeout();
    if (!begin(invocation)) {
      handBack.accept(invocation);
      throw new InterruptedException();
    }
    invocation.cancelWhenComplete(timeouts.after(timeout, () -> timedOut(invocation)));
    return new Begun(invocation, clock.millis() + timeout.toMillis());
  }

  private synchronized boolean begin(PendingInvocation invocation) {
    if (!ended) {
      running.put(invocation.requestId(), invocation);
    }
    return !ended;
  }

  @Override
  public boolean complete(String requestId, Invocation outcome) {
    PendingInvocation invocation = running.remove(requestId);
    if (invocation == null) {
      return false;
    }
    invocation.complete(outcome);
    endIfDrained();
    return true;
  }

  @Override
  public synchronized void initFailed(Invocation.Failed failure) {
    startFailure = failure;
  }

  /** Ends the process; its running invocations fail. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    processEnded();
  }

  /**
   * Fails an invocation that timed out. Other invocations of the process may finish, but no new one
   * starts.
   */
  private void timedOut(PendingInvocation invocation) {
    if (!running.remove(invocation.requestId(), invocation)) {
      return;
    }
    invocation.complete(Failures.timedOut(invocation.requestId(), jvm.function().timeout()));
    List<PendingInvocation> neverBegun = new ArrayList<>();
    synchronized (this) {
      open = false;
      waiting.drainTo(neverBegun);
    }
    neverBegun.forEach(handBack);
    endIfDrained();
  }

  private synchronized void endIfDrained() {
    if (!open && running.isEmpty()) {
      kill();
    }
  }

  private synchronized void startTookTooLong() {
    if (!started && process.isAlive()) {
      startFailure =
          Failures.failed(
              "Sandbox.Timedout",
              "the function's process was not ready after "
                  + START_TIMEOUT.toSeconds()
                  + " seconds");
      kill();
    }
  }

  private void processEnded() {
    List<PendingInvocation> neverBegun = new ArrayList<>();
    List<PendingInvocation> interrupted;
    boolean crashed;
    boolean wasStarted;
    Invocation.Failed whyNotStarted;
    synchronized (this) {
      if (ended) {
        return;
      }
      open = false;
      ended = true;
      crashed = !killed && process.exitValue() != INTERRUPTED;
      wasStarted = started;
      whyNotStarted = startFailure;
      notifyAll();
      waiting.drainTo(neverBegun);
      interrupted = List.copyOf(running.values());
      running.clear();
    }
    startTimeout.cancel(false);
    api.close();
    if (crashed) {
      crashes.accept(
          "%s ended with exit status %d; its last output:%n%s"
              .formatted(jvm.function().logicalId(), process.exitValue(), LogFile.tail(jvm.log())));
    }
    for (PendingInvocation invocation : interrupted) {
      invocation.complete(exited(invocation));
    }
    for (PendingInvocation invocation : neverBegun) {
      if (wasStarted) {
        handBack.accept(invocation);
      } else {
        invocation.complete(whyNotStarted == null ? exited(invocation) : whyNotStarted);
      }
    }
  }

  private Invocation.Failed exited(PendingInvocation invocation) {
    return Failures.exited(invocation.requestId(), "exit status " + process.exitValue());
  }
}
