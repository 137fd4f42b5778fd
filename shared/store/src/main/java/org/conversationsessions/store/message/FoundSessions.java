package org.conversationsessions.store.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** The sessions of a query's messages, as far as they are needed. Thread-safe. */
final class FoundSessions {
  private final SessionLookup lookup;
  private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();

  FoundSessions(SessionLookup lookup) {
    this.lookup = lookup;
  }

  /** Adds a session that was read on the way. */
  void add(Session session) {
    sessions.put(session.id(), session);
  }

  /** Reads those of the sessions that are not here yet. */
  void lookUp(Map<SessionId, ConversationKey> wanted) {
    Map<SessionId, ConversationKey> missing = new HashMap<>(wanted);
    missing.keySet().removeAll(sessions.keySet());
    sessions.putAll(lookup.find(missing));
  }

  /** Returns a session; empty if it is not here. */
  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /** Returns the identifiers of the sessions that are here. */
  Set<SessionId> ids() {
    return Set.copyOf(sessions.keySet());
  }
}
