package org.conversationsessions.application.state;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;

/** States in memory. Thread-safe. */
public final class InMemorySessionStates implements SessionStates {
  private static final Versioned NOTHING = new Versioned(0, SessionState.EMPTY);

  private final Map<ConversationKey, Versioned> stored = new ConcurrentHashMap<>();
  private final Map<ConversationKey, Long> highest = new ConcurrentHashMap<>();

  @Override
  public Versioned read(ConversationKey key) {
    return stored.getOrDefault(key, NOTHING);
  }

  /** Removes a state of this version, as an erasure does. */
  public boolean remove(ConversationKey key, long version) {
    return stored.computeIfPresent(key, (k, old) -> old.version() == version ? null : old) == null;
  }

  /** Returns the keys of the stored states. */
  public Set<ConversationKey> keys() {
    return Set.copyOf(stored.keySet());
  }

  @Override
  public boolean write(ConversationKey key, SessionState state, long version) {
    long first = highest.getOrDefault(key, 0L) + 1;
    Versioned next = new Versioned(version == 0 ? first : version + 1, state);
    Versioned now =
        stored.compute(
            key, (k, old) -> (old == null ? NOTHING : old).version() == version ? next : old);
    if (now == next) {
      highest.merge(key, next.version(), Math::max);
    }
    return now == next;
  }
}
