package org.conversationsessions.functions.runclosurescript;

/** Runs scripts. */
@FunctionalInterface
interface Scripts {
  /**
   * Runs a script and tells what became of it, whatever it does.
   *
   * @throws IllegalStateException if it could not even be tried; nothing of it has happened then
   */
  Outcome run(String script);
}
