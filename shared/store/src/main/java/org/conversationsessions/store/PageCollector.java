package org.conversationsessions.store;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;

/**
 * Counts all matching sessions that come by, the newest first, and keeps those of the page asked
 * for.
 */
final class PageCollector {
  private final HistoryQuery query;
  private final List<Session> page = new ArrayList<>();
  private long total;
  private long toSkip;
  private boolean more;

  PageCollector(HistoryQuery query) {
    this.query = query;
    this.toSkip = query.skip();
  }

  void add(Session session) {
    total++;
    boolean ahead = query.after().map(after -> session.id().compareTo(after) >= 0).orElse(false);
    if (ahead) {
      return;
    }
    if (toSkip > 0) {
      toSkip--;
    } else if (page.size() < query.limit()) {
      page.add(session);
    } else {
      more = true;
    }
  }

  HistoryPage page() {
    return new HistoryPage(total, page, more);
  }
}
