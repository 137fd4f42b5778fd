package org.conversationsessions.domain.session;

import java.security.SecureRandom;
import java.time.Instant;

/** Makes identifiers of new sessions. */
@FunctionalInterface
public interface SessionIds {
  /** A new identifier of a session that starts at this instant, unlike all others. */
  SessionId startingAt(Instant start);

  /**
   * Identifiers that cannot be guessed: two sessions that start in one millisecond share one in
   * 10^15 times.
   */
  static SessionIds random(SecureRandom random) {
    return start -> SessionId.of(start, random.nextLong());
  }
}
