package org.conversationsessions.functions.runclosingscript.child;

import org.conversationsessions.script.ScriptDialect;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;

/**
 * The dialect with limits on the running script: it ends the process when the script's time or
 * instructions are used up. It observes only interpreted instructions; {@link ScriptProcess} ends a
 * script that hangs in a built-in.
 */
final class BoundedDialect extends ScriptDialect {
  /** The approximate number of instructions between two checks. */
  private static final int INTERVAL = 10_000;

  private final ReportWriter report;
  private final ScriptLimits limits;
  private volatile @Nullable String timeout;
  private long executed;

  BoundedDialect(ReportWriter report, ScriptLimits limits) {
    this.report = report;
    this.limits = limits;
  }

  /**
   * Marks the script's time as used up. Called by another thread than the script's.
   *
   * @param message which limit it exceeded
   */
  void timeIsUp(String message) {
    timeout = message;
  }

  @Override
  protected Context makeContext() {
    Context context = super.makeContext();
    context.setInstructionObserverThreshold(INTERVAL);
    context.setMaximumInterpreterStackDepth(ScriptLimits.DEPTH);
    context.setTrackUnhandledPromiseRejections(true);
    return context;
  }

  @Override
  protected void observeInstructionCount(Context context, int count) {
    executed += count;
    String message = timeout;
    if (message != null) {
      report.writeFailure(FailureKind.TIMEOUT, message, line());
    }
    if (executed > limits.instructions()) {
      report.writeFailure(
          FailureKind.TOO_MUCH,
          "the script executed more than " + limits.instructions() + " instructions",
          line());
    }
  }

  /** Returns the line that is being executed. */
  private static int line() {
    return Context.reportRuntimeError("").lineNumber();
  }
}
