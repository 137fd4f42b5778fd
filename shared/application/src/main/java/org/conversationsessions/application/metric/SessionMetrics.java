package org.conversationsessions.application.metric;

import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;

/** The port to the metrics of sessions, live and closed. */
public interface SessionMetrics {
  /**
   * Counts the sessions of a query. Expired sessions are not counted, even while they are stored
   * (contract, section 11). A live session counts with its present containment and type. Every
   * number is the total that {@link org.conversationsessions.application.history.SessionHistory}
   * gives for the same sessions once both have seen them. Eventually consistent: {@link
   * MetricsResult#asOf} says since when sessions may be missing.
   *
   * <p>With {@link MetricsQuery#measures} the figures have measures of closed sessions and numbers
   * of end users (contract, section 17.5), as far as they are known. A measure is never that of a
   * part of the sessions.
   *
   * @throws org.conversationsessions.application.StoreException if the store fails
   */
  MetricsResult count(MetricsQuery query);
}
