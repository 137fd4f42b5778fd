package org.conversationsessions.application.conversation;

import java.security.SecureRandom;
import java.time.Instant;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;

/**
 * Session identifiers that cannot be guessed. Two sessions that start in the same millisecond get
 * the same identifier once in 10^15 times. Thread-safe.
 */
public final class RandomSessionIds implements SessionIds {
  private final SecureRandom random = new SecureRandom();

  @Override
  public SessionId startingAt(Instant start) {
    return SessionId.of(start, random.nextLong());
  }
}
