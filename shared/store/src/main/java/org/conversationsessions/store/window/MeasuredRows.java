package org.conversationsessions.store.window;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.session.Session;

/**
 * What rows say of their sessions.
 *
 * @param counts the number of sessions of each kind
 * @param measures their measures by kind; a kind without an entry has none
 */
public record MeasuredRows(KindCounts counts, Map<SessionKind, SessionMeasures> measures) {
  /** No rows. */
  public static final MeasuredRows NONE = new MeasuredRows(KindCounts.NONE, Map.of());

  /** Copies the map. */
  public MeasuredRows {
    measures = Map.copyOf(measures);
  }

  /** Returns what sessions add up to. */
  static MeasuredRows of(Collection<Session> sessions) {
    long[] counts = new long[SessionKind.ALL.size()];
    Map<SessionKind, SessionMeasures> measures = new HashMap<>();
    for (Session session : sessions) {
      SessionKind kind = SessionKind.of(session);
      counts[kind.index()]++;
      measures.merge(kind, SessionMeasures.of(session), SessionMeasures::plus);
    }
    return new MeasuredRows(KindCounts.of(counts), measures);
  }
}
