package org.conversationsessions.domain.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A range of start times, both ends included. Start times have whole milliseconds, so the ends are
 * moved inwards to whole milliseconds.
 *
 * @param from the earliest start
 * @param to the latest start, not before {@code from}
 */
public record TimeWindow(Instant from, Instant to) {
  /** The last instant with whole milliseconds. */
  private static final Instant LAST = Instant.MAX.truncatedTo(ChronoUnit.MILLIS);

  /**
   * Moves the ends to whole milliseconds.
   *
   * @throws IllegalArgumentException if the window ends before it begins
   */
  public TimeWindow {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("the window ends before it begins");
    }
    Instant floor = from.truncatedTo(ChronoUnit.MILLIS);
    boolean whole = floor.equals(from) || !floor.isBefore(LAST);
    from = whole ? floor : floor.plusMillis(1);
    to = to.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns whether a start is in the window. */
  public boolean contains(Instant start) {
    return !start.isBefore(from) && !start.isAfter(to);
  }

  /** Returns the window's length; negative if it contains no whole millisecond. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
