package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;

/**
 * A closing whose script has not run yet.
 *
 * @param session the closed session
 * @param script the script from the settings in force at the closing
 */
public record ScriptedClosing(Session session, String script) {
  /**
   * Creates the value.
   *
   * @throws IllegalArgumentException if the session is live
   */
  public ScriptedClosing {
    if (session.closing().isEmpty()) {
      throw new IllegalArgumentException("the session is not closed");
    }
  }
}
