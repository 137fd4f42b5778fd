package org.conversationsessions.domain.session;

import java.time.Instant;

/** A source of identifiers for new sessions. */
@FunctionalInterface
public interface SessionIds {
  /** Returns a new, unique identifier of a session that starts at this instant. */
  SessionId startingAt(Instant start);
}
