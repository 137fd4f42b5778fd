package org.conversationsessions.domain.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of start times, both ends included. Start times have milliseconds, so the ends are
 * brought to the milliseconds within.
 *
 * @param from the earliest start
 * @param to the latest start, not before {@code from}
 */
public record TimeWindow(Instant from, Instant to) {
  /** The last instant that has whole milliseconds. */
  private static final Instant LAST = Instant.MAX.truncatedTo(ChronoUnit.MILLIS);

  /** Brings the ends to milliseconds; refuses ends in the wrong order. */
  public TimeWindow {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("the window ends before it begins");
    }
    Instant floor = from.truncatedTo(ChronoUnit.MILLIS);
    boolean whole = floor.equals(from) || !floor.isBefore(LAST);
    from = whole ? floor : floor.plusMillis(1);
    to = to.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether a session of this start is inside. */
  public boolean contains(Instant start) {
    return !start.isBefore(from) && !start.isAfter(to);
  }

  /** From its beginning to its end; less than nothing where no millisecond is inside. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
