package org.conversationsessions.bench;

import java.util.function.Function;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryPage;

/**
 * A query to the history.
 *
 * @param row its name, the same in every run and at every size
 * @param run runs the query
 */
record BenchmarkQuery(String row, Function<SessionHistory, HistoryPage> run) {
  HistoryPage ask(SessionHistory history) {
    return run.apply(history);
  }
}
