package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;

/**
 * A page of the sessions that match a tag filter, which no key contains. Counts the matching
 * sessions of every partition, and keeps the first of each that may be on the page. Partitions are
 * added in parallel, each through a {@link Part}.
 */
final class TagScanPage {
  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::id).reversed();

  private final HistoryQuery query;
  private final List<Session> kept = new ArrayList<>();
  private long total;

  TagScanPage(HistoryQuery query) {
    this.query = query;
  }

  /** The matching sessions of one partition. Used by one thread. */
  final class Part {
    private final List<Session> first = new ArrayList<>();
    private long count;

    /** Adds the next matching session of the partition, newest first. */
    void add(Session session) {
      count++;
      boolean isBeforePage =
          query.after().map(after -> session.id().compareTo(after) >= 0).orElse(false);
      if (!isBeforePage && first.size() <= query.skip() + query.limit()) {
        first.add(session);
      }
    }

    /** Ends the partition. */
    void finish() {
      synchronized (TagScanPage.this) {
        total += count;
        kept.addAll(first);
      }
    }
  }

  /** Returns the page, after every part has ended. */
  synchronized HistoryPage page() {
    kept.sort(NEWEST_FIRST);
    int from = (int) Math.min(kept.size(), query.skip());
    int to = Math.min(kept.size(), from + query.limit());
    return new HistoryPage(total, kept.subList(from, to), kept.size() > to);
  }
}
