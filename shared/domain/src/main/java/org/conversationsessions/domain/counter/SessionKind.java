package org.conversationsessions.domain.counter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;

/**
 * Containment and type of a session. Sessions are counted by kind and by start, because the history
 * filters by these (contract, section 5).
 */
public record SessionKind(ContainmentType containment, SessionType type) {
  /** All kinds. Counts are stored in this order, so it must never change. */
  public static final List<SessionKind> ALL =
      List.of(
          new SessionKind(ContainmentType.DROP_OFF, SessionType.INTERACTIVE),
          new SessionKind(ContainmentType.DROP_OFF, SessionType.NON_INTERACTIVE),
          new SessionKind(ContainmentType.SELF_SERVICE, SessionType.INTERACTIVE),
          new SessionKind(ContainmentType.SELF_SERVICE, SessionType.NON_INTERACTIVE),
          new SessionKind(ContainmentType.AGENT, SessionType.INTERACTIVE),
          new SessionKind(ContainmentType.AGENT, SessionType.NON_INTERACTIVE));

  private static final Map<ContainmentType, Map<SessionType, Integer>> INDEXES = indexes();

  /** Returns the kind of a session. */
  public static SessionKind of(Session session) {
    return new SessionKind(session.containment(), session.type());
  }

  /** Returns the kinds that a filter lets through. */
  public static List<SessionKind> matching(
      Optional<ContainmentType> containment, Optional<SessionType> type) {
    return ALL.stream()
        .filter(
            kind ->
                containment.map(kind.containment::equals).orElse(true)
                    && type.map(kind.type::equals).orElse(true))
        .toList();
  }

  /** Returns the index in {@link #ALL}. */
  public int index() {
    // A map, because a page of the history adds up some thousand counts.
    return INDEXES.getOrDefault(containment, Map.of()).getOrDefault(type, -1);
  }

  private static Map<ContainmentType, Map<SessionType, Integer>> indexes() {
    Map<ContainmentType, Map<SessionType, Integer>> indexes = new EnumMap<>(ContainmentType.class);
    for (SessionKind kind : ALL) {
      indexes
          .computeIfAbsent(kind.containment, any -> new EnumMap<>(SessionType.class))
          .put(kind.type, ALL.indexOf(kind));
    }
    return indexes;
  }
}
