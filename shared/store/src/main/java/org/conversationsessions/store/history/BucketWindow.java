package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.session.SessionItem;

/**
 * A window, cut where the counts can be relied on: whole slots are known from counters; what is
 * left at its ends, below ten seconds each, is measured.
 *
 * @param from its first millisecond
 * @param to its last
 * @param first the first slot that is whole
 * @param last the last slot that is whole; before the first if none is
 */
public record BucketWindow(Instant from, Instant to, long first, long last) {
  private static final long DAY_SECONDS = 86_400;

  /** The window, brought to the times at which sessions can start; empty if none is left. */
  static Optional<BucketWindow> of(TimeWindow window) {
    Instant to = window.to().isAfter(SessionId.MAX_START) ? SessionId.MAX_START : window.to();
    Instant from = window.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : window.from();
    if (from.isAfter(to)) {
      return Optional.empty();
    }
    long first = TimeBucket.of(from);
    long last = TimeBucket.of(to);
    return Optional.of(
        new BucketWindow(
            from,
            to,
            TimeBucket.start(first).equals(from) ? first : first + 1,
            TimeBucket.end(last).equals(to) ? last : last - 1));
  }

  /** This, with everything measured that starts at an instant or later. */
  BucketWindow measuredFrom(Instant at) {
    return new BucketWindow(from, to, first, Math.min(last, TimeBucket.of(at) - 1));
  }

  /** Whether any slot is whole. */
  boolean hasSlots() {
    return first <= last;
  }

  /** What is to be measured, each stretch within one day, the newest first. */
  List<Stretch> measured() {
    List<Stretch> measured = new ArrayList<>();
    if (!hasSlots()) {
      days(from, to, measured);
      return measured;
    }
    days(TimeBucket.start(last + 1), to, measured);
    days(from, TimeBucket.end(first - 1), measured);
    return measured;
  }

  /** The whole window by days, the newest first. */
  List<Stretch> days() {
    List<Stretch> days = new ArrayList<>();
    days(from, to, days);
    return days;
  }

  /** The hours that hold whole slots, but not theirs all: at most two. */
  List<Long> cutHours() {
    List<Long> cut = new ArrayList<>();
    if (hasSlots()) {
      long firstHour = TimeBucket.hour(first);
      long lastHour = TimeBucket.hour(last);
      if (first != TimeBucket.first(firstHour) || last < TimeBucket.last(firstHour)) {
        cut.add(firstHour);
      }
      if (lastHour != firstHour && last != TimeBucket.last(lastHour)) {
        cut.add(lastHour);
      }
    }
    return cut;
  }

  /**
   * A stretch of time.
   *
   * @param from its first millisecond
   * @param to its last
   */
  record Stretch(Instant from, Instant to) {
    LocalDate day() {
      return SessionItem.day(from);
    }
  }

  private static void days(Instant from, Instant to, List<Stretch> into) {
    Instant end = to;
    while (!from.isAfter(end)) {
      Instant midnight = SessionItem.day(end).atStartOfDay().toInstant(ZoneOffset.UTC);
      into.add(new Stretch(midnight.isBefore(from) ? from : midnight, end));
      end = midnight.minusMillis(1);
    }
  }

  /** A day's last millisecond. */
  public static Instant endOf(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(DAY_SECONDS).minusMillis(1);
  }
}
