package org.conversationsessions.domain.counter;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A time bucket: ten seconds of start times, the finest unit that sessions are counted by. With
 * finer buckets the counts of a busy hour would exceed one read unit; with coarser ones a deep page
 * would read more rows than it shows. Buckets and hours are numbered from the epoch, in UTC.
 */
public final class TimeBucket {
  /** The length of a bucket in seconds. */
  public static final int SECONDS = 10;

  /** The number of buckets in an hour. */
  public static final int PER_HOUR = 3600 / SECONDS;

  /** The number of hours in a day. */
  public static final int HOURS_PER_DAY = 24;

  /** The number of buckets in a day. */
  public static final int PER_DAY = PER_HOUR * HOURS_PER_DAY;

  private TimeBucket() {}

  /** Returns the bucket of an instant. */
  public static long of(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  /** Returns a bucket's first instant. */
  public static Instant start(long bucket) {
    return Instant.ofEpochSecond(bucket * SECONDS);
  }

  /** Returns a bucket's last millisecond. */
  public static Instant end(long bucket) {
    return start(bucket + 1).minusMillis(1);
  }

  /** Returns the hour of a bucket. */
  public static long hour(long bucket) {
    return Math.floorDiv(bucket, PER_HOUR);
  }

  /** Returns an hour's first bucket. */
  public static long firstOfHour(long hour) {
    return hour * PER_HOUR;
  }

  /** Returns an hour's last bucket. */
  public static long lastOfHour(long hour) {
    return firstOfHour(hour + 1) - 1;
  }

  /** Returns the day of an hour. */
  public static LocalDate day(long hour) {
    return LocalDate.ofEpochDay(Math.floorDiv(hour, HOURS_PER_DAY));
  }

  /** Returns the day of an instant. */
  public static LocalDate day(Instant at) {
    return day(hour(of(at)));
  }

  /** Returns a bucket's number within its day. */
  static int ofDay(long bucket) {
    return Math.floorMod(bucket, PER_DAY);
  }
}
