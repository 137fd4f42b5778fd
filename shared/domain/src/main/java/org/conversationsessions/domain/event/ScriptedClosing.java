package org.conversationsessions.domain.event;

import org.conversationsessions.domain.session.Session;

/**
 * A closing whose custom script is still to be run.
 *
 * @param session the session, closed
 * @param script the script of the settings that held at the closing
 */
public record ScriptedClosing(Session session, String script) {
  /** Refuses a session that is live. */
  public ScriptedClosing {
    if (session.closing().isEmpty()) {
      throw new IllegalArgumentException("the session is not closed");
    }
  }
}
