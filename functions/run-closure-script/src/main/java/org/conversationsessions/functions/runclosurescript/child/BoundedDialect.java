package org.conversationsessions.functions.runclosurescript.child;

import org.conversationsessions.script.ScriptDialect;
import org.mozilla.javascript.Context;

/**
 * The dialect, with an eye on the running script: it ends the process when the script's time or
 * instructions are used up. It sees only what the interpreter executes; what hangs inside a
 * built-in is for {@link ScriptProcess} to end.
 */
final class BoundedDialect extends ScriptDialect {
  /** How many instructions pass between two looks, roughly. */
  private static final int INTERVAL = 10_000;

  private final ReportWriter report;
  private final ScriptLimits limits;
  private volatile boolean timeIsUp;
  private long executed;

  BoundedDialect(ReportWriter report, ScriptLimits limits) {
    this.report = report;
    this.limits = limits;
  }

  /** The script has no more time. For another thread than the script's. */
  void timeIsUp() {
    timeIsUp = true;
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
    if (timeIsUp) {
      report.failure(FailureKind.TIMEOUT, limits.tookTooLong(), line());
    }
    if (executed > limits.instructions()) {
      report.failure(
          FailureKind.TOO_MUCH,
          "the script executed more than " + limits.instructions() + " instructions",
          line());
    }
  }

  /** The line that is being executed. */
  private static int line() {
    return Context.reportRuntimeError("").lineNumber();
  }
}
