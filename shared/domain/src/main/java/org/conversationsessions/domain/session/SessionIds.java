package org.conversationsessions.domain.session;

import java.time.Instant;

/** Makes identifiers of new sessions. */
@FunctionalInterface
public interface SessionIds {
  /** A new identifier of a session that starts at this instant; two are never the same. */
  SessionId startingAt(Instant start);
}
