package org.conversationsessions.domain.conversation;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.testing.Randoms;

/** Repeatable session identifiers for tests. */
public final class TestIds {
  private TestIds() {}

  /** Returns ascending identifiers, counted from 1. */
  public static SessionIds counting() {
    AtomicLong count = new AtomicLong();
    return start -> SessionId.of(start, count.incrementAndGet());
  }

  /** Returns identifiers in random order, as the service creates them. */
  public static SessionIds random(long seed) {
    Random random = Randoms.fixed(seed);
    return start -> SessionId.of(start, random.nextLong());
  }
}
