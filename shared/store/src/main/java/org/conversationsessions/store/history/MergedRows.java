package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** The rows of several partitions in one order, the newest first. */
final class MergedRows {
  private final List<PartitionReader> readers;
  private final Optional<SessionId> after;
  private boolean begun;

  /**
   * Merges partitions.
   *
   * @param after a row to leave out: the one that a page continues behind
   */
  MergedRows(List<PartitionReader> readers, Optional<SessionId> after) {
    this.readers = readers;
    this.after = after;
  }

  /** The next row; empty at the end. */
  Optional<Session> next() {
    if (!begun) {
      begun = true;
      Parallel.forEach(readers, PartitionReader::peek);
    }
    while (true) {
      PartitionReader newest = null;
      Session row = null;
      for (PartitionReader reader : readers) {
        Session candidate = reader.peek().orElse(null);
        if (candidate != null && (row == null || candidate.id().compareTo(row.id()) > 0)) {
          newest = reader;
          row = candidate;
        }
      }
      if (row == null || newest == null) {
        return Optional.empty();
      }
      newest.pass();
      if (!after.equals(Optional.of(row.id()))) {
        return Optional.of(row);
      }
    }
  }

  /** The next rows, so many at most; none at the end. */
  List<Session> next(int most) {
    List<Session> some = new ArrayList<>();
    for (Optional<Session> row = next(); row.isPresent(); row = next()) {
      some.add(row.get());
      if (some.size() == most) {
        break;
      }
    }
    return some;
  }
}
