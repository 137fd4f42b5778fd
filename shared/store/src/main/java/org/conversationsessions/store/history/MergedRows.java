package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** The rows of several partitions, merged newest first (k-way merge). */
final class MergedRows {
  private final List<PartitionReader> readers;
  private final Optional<SessionId> after;
  private boolean started;

  /**
   * Creates a merge. Reads nothing yet.
   *
   * @param after a row to skip: the last row of the page before
   */
  MergedRows(List<PartitionReader> readers, Optional<SessionId> after) {
    this.readers = readers;
    this.after = after;
  }

  /** Returns the next row; empty at the end. */
  Optional<Session> next() {
    if (!started) {
      started = true;
      Parallel.forEach(readers, PartitionReader::peek);
    }
    while (true) {
      PartitionReader newestReader = null;
      Session row = null;
      for (PartitionReader reader : readers) {
        Session candidate = reader.peek().orElse(null);
        if (candidate != null && (row == null || candidate.id().compareTo(row.id()) > 0)) {
          newestReader = reader;
          row = candidate;
        }
      }
      if (row == null || newestReader == null) {
        return Optional.empty();
      }
      newestReader.remove();
      if (!after.equals(Optional.of(row.id()))) {
        return Optional.of(row);
      }
    }
  }

  /** Returns up to this number of rows; an empty list at the end. */
  List<Session> next(int limit) {
    List<Session> rows = new ArrayList<>();
    for (Optional<Session> row = next(); row.isPresent(); row = next()) {
      rows.add(row.get());
      if (rows.size() == limit) {
        break;
      }
    }
    return rows;
  }
}
