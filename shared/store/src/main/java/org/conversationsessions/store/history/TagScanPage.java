package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;

/**
 * Counts the matching sessions of several partitions and keeps those that may be on the page: of
 * each partition as many as the page reaches down.
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

  /** One partition's. */
  final class Part {
    private final List<Session> first = new ArrayList<>();
    private long count;

    /** Takes the next matching session of the partition, the newest first. */
    void add(Session session) {
      count++;
      boolean ahead = query.after().map(after -> session.id().compareTo(after) >= 0).orElse(false);
      if (!ahead && first.size() <= query.skip() + query.limit()) {
        first.add(session);
      }
    }

    /** Nothing more comes. */
    void finish() {
      synchronized (TagScanPage.this) {
        total += count;
        kept.addAll(first);
      }
    }
  }

  synchronized HistoryPage page() {
    kept.sort(NEWEST_FIRST);
    int from = (int) Math.min(kept.size(), query.skip());
    int to = Math.min(kept.size(), from + query.limit());
    return new HistoryPage(total, kept.subList(from, to), kept.size() > to);
  }
}
