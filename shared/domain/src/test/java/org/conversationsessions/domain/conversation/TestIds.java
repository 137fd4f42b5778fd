package org.conversationsessions.domain.conversation;

import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;

/** Identifiers for tests: one after another, so that a run can be repeated. */
public final class TestIds {
  private TestIds() {}

  /** Counts from 1. */
  public static SessionIds counting() {
    AtomicLong count = new AtomicLong();
    return start -> SessionId.of(start, count.incrementAndGet());
  }
}
