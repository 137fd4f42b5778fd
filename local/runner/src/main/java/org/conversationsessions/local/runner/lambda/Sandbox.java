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
 * One process of a function and the invocations that it has or waits for. It takes invocations
 * until one of them runs out of time or the process ends; then a new sandbox must take its place.
 * Every invocation that it took gets an outcome or is handed back.
 */
final class Sandbox implements RuntimeApi.Work, AutoCloseable {
  /** Lambda allows 10 seconds; a small machine that starts many processes at once needs more. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** Ctrl-C reaches every process of the terminal; a function that ends by it has not crashed. */
  private static final int INTERRUPTED = 130;

  private final FunctionJvm jvm;
  private final TimeoutScheduler alarms;
  private final Clock clock;
  private final Consumer<String> crashes;
  private final Consumer<PendingInvocation> handBack;
  private final BlockingQueue<PendingInvocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, PendingInvocation> running = new ConcurrentHashMap<>();
  private final RuntimeApi api;
  private final Process process;
  private final Future<?> startAlarm;
  private boolean open = true;
  private boolean ended;
  private boolean killed;
  private boolean started;
  private Invocation.@Nullable Failed startFailure;

  /**
   * Starts the process.
   *
   * @param crashes is told when the process ends by itself
   * @param handBack takes invocations that never began because another one made this sandbox end
   */
  Sandbox(
      FunctionJvm jvm,
      TimeoutScheduler alarms,
      Clock clock,
      Consumer<String> crashes,
      Consumer<PendingInvocation> handBack)
      throws IOException {
    this.jvm = jvm;
    this.alarms = alarms;
    this.clock = clock;
    this.crashes = crashes;
    this.handBack = handBack;
    this.api = RuntimeApi.start(this, jvm.arn());
    this.process = start();
    this.startAlarm = alarms.after(LONGEST_START, this::startTookTooLong);
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

  /** Takes an invocation; false if this sandbox takes none any more. */
  synchronized boolean submit(PendingInvocation invocation) {
    return open && waiting.add(invocation);
  }

  /** Waits until the handler is made, or cannot be. */
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
    invocation.cancelWhenComplete(alarms.after(timeout, () -> timedOut(invocation)));
    return new Begun(invocation, clock.millis() + timeout.toMillis());
  }

  private synchronized boolean begin(PendingInvocation invocation) {
    if (!ended) {
      running.put(invocation.requestId(), invocation);
    }
    return !ended;
  }

  @Override
  public boolean completed(String requestId, Invocation outcome) {
    PendingInvocation invocation = running.remove(requestId);
    if (invocation == null) {
      return false;
    }
    invocation.complete(outcome);
    endIfRetired();
    return true;
  }

  @Override
  public synchronized void initFailed(Invocation.Failed failure) {
    startFailure = failure;
  }

  /** Ends the process; what it was doing fails. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    processEnded();
  }

  /**
   * The process may be in the middle of other invocations: they may finish, but nothing new begins.
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
    endIfRetired();
  }

  private synchronized void endIfRetired() {
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
                  + LONGEST_START.toSeconds()
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
    startAlarm.cancel(false);
    api.close();
    if (crashed) {
      crashes.accept(
          "%s ended with exit status %d; its last words:%n%s"
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
