package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import org.conversationsessions.store.session.SessionItem;

/**
 * A range of start times.
 *
 * @param from the first millisecond
 * @param to the last millisecond
 */
record TimeRange(Instant from, Instant to) {
  /** Returns the UTC day of the first millisecond. */
  LocalDate day() {
    return SessionItem.day(from);
  }
}
