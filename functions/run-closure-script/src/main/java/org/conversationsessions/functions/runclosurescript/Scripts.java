package org.conversationsessions.functions.runclosurescript;






/** Runs scripts. */
@FunctionalInterface
interface Scripts {
  /**
   * Runs a script and tells what became of it, whatever it does. A script that could not be run is
   * a failure of the kind {@link
   * org.conversationsessions.functions.runclosurescript.child.FailureKind#PLATFORM}.
   */
  Outcome run(String script);
}
