package org.conversationsessions.application.closing;

import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.session.Session;

/** Runs custom scripts, out of reach of everything else. */
@FunctionalInterface
public interface ScriptRunner {
  /**
   * Runs a script to its end or to the end of what it may use.
   *
   * @param session the session that closed
   * @return what it did; a script that fails is an outcome too, and so is one that could not be run
   *     ({@link ScriptOutcome.Failure#isPassing})
   */
  ScriptOutcome run(Session session, String script);
}
