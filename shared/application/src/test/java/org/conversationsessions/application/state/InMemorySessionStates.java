package org.conversationsessions.application.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;

/** States in memory. Safe for several threads. */
public final class InMemorySessionStates implements SessionStates {
  private static final Versioned NOTHING = new Versioned(0, SessionState.EMPTY);

  private final Map<ConversationKey, Versioned> stored = new ConcurrentHashMap<>();

  @Override
  public Versioned read(ConversationKey key) {
    return stored.getOrDefault(key, NOTHING);
  }

  @Override
  public boolean write(ConversationKey key, SessionState state, long version) {
    Versioned next = new Versioned(version + 1, state);
    Versioned now =
        stored.compute(
            key, (k, old) -> (old == null ? NOTHING : old).version() == version ? next : old);
    return now == next;
  }
}
