package org.conversationsessions.bench;

import java.util.function.Function;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryPage;

/**
 * Something to ask a history.
 *
 * @param row what it is called; the same in every run and at every size
 * @param how asks it
 */
record Question(String row, Function<SessionHistory, HistoryPage> how) {
  HistoryPage ask(SessionHistory history) {
    return how.apply(history);
  }
}
