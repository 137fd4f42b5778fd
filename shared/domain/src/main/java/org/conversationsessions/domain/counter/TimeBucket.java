package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Ten seconds of start times: the finest that sessions are counted by. Finer ones would make the
 * counts of a busy hour larger than what one read unit reads; coarser ones would have a deep page
 * read more rows than it shows. Slots and hours are numbered from the epoch, in UTC.
 */
public final class TimeBucket {
  /** How long a slot is. */
  public static final int SECONDS = 10;

  /** How many slots an hour has. */
  public static final int PER_HOUR = 3600 / SECONDS;

  /** How many hours a day has. */
  public static final int HOURS_PER_DAY = 24;

  /** How many slots a day has. */
  public static final int PER_DAY = PER_HOUR * HOURS_PER_DAY;

  private TimeBucket() {}

  /** The slot of an instant. */
  public static long of(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /** A slot's first instant. */
  public static Instant start(long slot) {
    return Instant.ofEpochSecond(slot * SECONDS);
  }

  /** A slot's last millisecond. */
  public static Instant end(long slot) {
    return start(slot + 1).minusMillis(1);
  }

  /** The hour of a slot. */
  public static long hour(long slot) {
    return Math.floorDiv(slot, PER_HOUR);
  }

  /** An hour's first slot. */
  public static long first(long hour) {
    return hour * PER_HOUR;
  }

  /** An hour's last slot. */
  public static long last(long hour) {
    return first(hour + 1) - 1;
  }

  /** The day of an hour. */
  public static LocalDate day(long hour) {
    return LocalDate.ofEpochDay(Math.floorDiv(hour, HOURS_PER_DAY));
  }

  /** The day of an instant. */
  public static LocalDate day(Instant at) {
    return day(hour(of(at)));
  }

  /** A slot's number within its day. */
  static int ofDay(long slot) {
    return Math.floorMod(slot, PER_DAY);
  }
}
