package org.conversationsessions.domain.state;

import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.domain.session.ConversationKey;

/** States in memory. */
public final class InMemorySessionStates implements SessionStates {
  private final Map<ConversationKey, Versioned> stored = new HashMap<>();

  @Override
  public synchronized Versioned read(ConversationKey key) {
    return stored.getOrDefault(key, new Versioned(0, SessionState.EMPTY));
  }

  @Override
  public synchronized boolean write(ConversationKey key, SessionState state, long version) {
    if (read(key).version() != version) {
      return false;
    }
    stored.put(key, new Versioned(version + 1, state));
    return true;
  }
}
