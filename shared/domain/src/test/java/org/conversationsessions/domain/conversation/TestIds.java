package org.conversationsessions.domain.conversation;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;

/** Identifiers for tests, so that a run can be repeated. */
public final class TestIds {
  private TestIds() {}

  /** One after another: counts from 1. */
  public static SessionIds counting() {
    AtomicLong count = new AtomicLong();
    return start -> SessionId.of(start, count.incrementAndGet());
  }

  /** In no order, as the service makes them. */
  public static SessionIds random(long seed) {
    Random random = new Random(seed);
    return start -> SessionId.of(start, random.nextLong());
  }
}
