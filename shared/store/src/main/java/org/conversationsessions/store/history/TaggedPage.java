package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.TagQuery;
import org.conversationsessions.store.history.TaggedRows.Wanted;
import org.conversationsessions.store.tag.CountedPostings;
import org.conversationsessions.store.tag.CountedPostings.ListedSession;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader.CounterHour;
import org.conversationsessions.store.window.PartitionSeries;

/**
 * A page of the sessions that match a filter by tags, in a window with many sessions. The index by
 * tag gives their number and names those on the page, whose rows are then read. A row that no
 * longer matches, or is gone, is left out: the index will follow.
 */
final class TaggedPage {
  /** The most sessions that are read at once to replace those without a row. */
  private static final int MAX_BATCH = 1_000;

  private final HistoryQuery query;
  private final BucketWindow window;
  private final TagWindow tagWindow;
  private final PostingReader postings;
  private final TaggedRows rows;

  TaggedPage(
      HistoryQuery query,
      List<PartitionSeries> series,
      BucketWindow window,
      TagWindow tagWindow,
      PostingReader postings,
      PartitionReaderFactory readers) {
    this.query = query;
    this.window = window;
    this.tagWindow = tagWindow;
    this.postings = postings;
    this.rows = new TaggedRows(series, query.filter(), tagWindow, readers);
  }

  /**
   * Reads the page.
   *
   * @throws org.conversationsessions.application.history.WindowTooLargeException if it cannot be
   *     read in time
   */
  HistoryPage page() {
    TaggedHours hours = TaggedHours.read(postings, new TagQuery(query.filter().tags()), tagWindow);
    TagWindow.refuseTooManyRows(tagWindow.sessionsIn(hours.hoursOfRows()));
    Map<CounterHour, List<Session>> ofHours = rows.readHours(hours.hoursOfRows(), window);
    hours.add(ofHours);
    Map<SessionId, Session> known = new HashMap<>();
    ofHours.values().forEach(ofHour -> ofHour.forEach(row -> known.put(row.id(), row)));
    HistoryFilter filter = query.filter();
    List<SessionKind> kinds = SessionKind.matching(filter.containment(), filter.type());
    SessionId from = SessionId.lowestAt(window.from());
    SessionId to = SessionId.highestAt(window.to());
    CountedPostings all = hours.between(kinds, from, to);
    long total = all.total();
    Optional<SessionId> newest =
        query.after().isEmpty()
            ? Optional.of(to)
            : query.after().get().previous().map(last -> last.compareTo(to) < 0 ? last : to);
    Rows found =
        newest
            .map(
                last ->
                    read(hours, last.equals(to) ? all : hours.between(kinds, from, last), known))
            .orElse(new Rows(List.of(), 0));
    return new HistoryPage(
        LargeWindowPage.consistentTotal(total - found.missing, query, found.rows.size()),
        found.rows.subList(0, Math.min(query.limit(), found.rows.size())),
        found.rows.size() > query.limit());
  }

  /**
   * Rows of a page, and one more if there is one. There may be more than that.
   *
   * @param missing how many named sessions have no matching row, or are named twice
   */
  private record Rows(List<Session> rows, long missing) {}

  private Rows read(TaggedHours hours, CountedPostings matching, Map<SessionId, Session> known) {
    List<Session> found = new ArrayList<>();
    // Two lists name a session whose tag has just changed from one value to another.
    Set<SessionId> shown = new HashSet<>();
    long missing = 0;
    while (found.size() <= query.limit()) {
      List<ListedSession> listed =
          matching.page(query.skip() + found.size() + missing, batchSize(found.size(), missing));
      if (listed.isEmpty()) {
        break;
      }
      Map<SessionId, Session> read =
          rows.read(
              listed.stream()
                  .filter(session -> !known.containsKey(session.session()))
                  .map(
                      session ->
                          new Wanted(hours.counterKey(session), session.session(), session.kind()))
                  .toList());
      for (ListedSession session : listed) {
        Session row = known.getOrDefault(session.session(), read.get(session.session()));
        if (row == null || !shown.add(row.id())) {
          missing++;
        } else {
          found.add(row);
        }
      }
    }
    return new Rows(found, missing);
  }

  /** Returns how many sessions to read next: more if many had no row, so that rounds stay few. */
  private int batchSize(int found, long missing) {
    int needed = query.limit() + 1 - found;
    return (int) Math.max(needed, Math.min(MAX_BATCH, needed + missing));
  }
}
