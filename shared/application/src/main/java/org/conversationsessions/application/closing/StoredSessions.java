package org.conversationsessions.application.closing;

import org.conversationsessions.domain.session.Session;

/** The port that tells whether a session is still stored: neither erased nor deleted by TTL. */
@FunctionalInterface
public interface StoredSessions {
  /**
   * Returns whether a session is stored. Strongly consistent, 1 read unit.
   *
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  boolean isStored(Session session);
}
