package org.conversationsessions.domain.counter;

import org.conversationsessions.domain.session.Session;

/**
 * What the counters count of one session.
 *
 * @param measures its measures; none while it is live
 */
public record CountedSession(SessionKind kind, SessionMeasures measures) {
  /** Returns what the counters count of a session. */
  public static CountedSession of(Session session) {
    return new CountedSession(SessionKind.of(session), SessionMeasures.of(session));
  }
}
