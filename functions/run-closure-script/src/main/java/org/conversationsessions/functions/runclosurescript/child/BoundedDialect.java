package org.conversationsessions.functions.runclosurescript.child;

import org.conversationsessions.script.ScriptDialect;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;

/**
 * The dialect, with an eye on the running script: it ends the process when the script's time or
 * instructions are used up. It sees only what the interpreter executes; what hangs inside a
 * built-in is for {@link ScriptProcess} to end.
 */
final class BoundedDialect extends ScriptDialect {
  /** How many instructions pass between two looks, roughly. */
  private static final int INTERVAL = 10_000;

  private final Report report;
  private final Limits limits;
  private volatile boolean started;
  private long deadline;
  private long executed;

  BoundedDialect(Report report, Limits limits) {
    this.report = report;
    this.limits = limits;
  }

  /** The script's time begins now. */
  void start() {
    deadline = System.nanoTime() + limits.millis() * 1_000_000;
    executed = 0;
    started = true;
  }

  @Override
  protected Context makeContext() {
    Context context = super.makeContext();
    context.setInstructionObserverThreshold(INTERVAL);
    context.setMaximumInterpreterStackDepth(Limits.DEPTH);
    context.setTrackUnhandledPromiseRejections(true);
    return context;
  }

  @Override
  protected void observeInstructionCount(Context context, int count) {
    if (!started) {
      return;
    }
    executed += count;
    if (executed > limits.instructions()) {
      report.failure(
          FailureKind.TOO_MUCH,
          "the script executed more than " + limits.instructions() + " instructions",
          line());
    }
    if (System.nanoTime() - deadline > 0) {
      report.failure(FailureKind.TIMEOUT, tookTooLong(limits), line());
    }
  }

  static String tookTooLong(Limits limits) {
    return "the script took more than " + limits.millis() + " ms";
  }

  /** The line that is being executed. */
  private static int line() {
    EvaluatorException here = Context.reportRuntimeError("");
    return here.lineNumber();
  }
}
