package org.conversationsessions.functions.runclosingscript;

/** Executes scripts. */
@FunctionalInterface
interface ScriptExecutor {
  /**
   * Runs a script and returns its outcome, whatever it does. Never throws. If a script could not be
   * run, the outcome is a failure of the kind {@link
   * org.conversationsessions.functions.runclosingscript.child.FailureKind#PLATFORM}.
   */
  ScriptProcessOutcome run(String script);
}
