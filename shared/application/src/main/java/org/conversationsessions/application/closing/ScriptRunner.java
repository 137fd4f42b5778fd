package org.conversationsessions.application.closing;

import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.session.Session;

/** Runs closing scripts in isolation. */
@FunctionalInterface
public interface ScriptRunner {
  /**
   * Runs a script until it ends or exceeds a limit.
   *
   * @param session the closed session
   * @return the outcome; a failed script is an outcome too, and so is one that could not be run
   *     ({@link ScriptOutcome.ScriptFailure#isTransient})
   */
  ScriptOutcome run(Session session, String script);
}
