package org.conversationsessions.domain.tag;

import java.time.Instant;
import org.conversationsessions.domain.session.SessionId;

/**
 * A span of start times whose postings are stored together: an hour, a minute of it, or a second of
 * that.
 *
 * @param level the length
 * @param number the span's number among those of its length, from the epoch
 */
public record PostingSpan(Level level, long number) {
  /** The number of parts of a span that can be divided. */
  public static final int PARTS = 60;

  /** The lengths of spans. */
  public enum Level {
    /** An hour, which is divided into minutes. */
    HOUR(3_600),
    /** A minute, which is divided into seconds. */
    MINUTE(60),
    /** A second, which is not divided. */
    SECOND(1);

    private final int seconds;

    Level(int seconds) {
      this.seconds = seconds;
    }
  }

  /** Returns the hour in which a session starts. */
  public static PostingSpan hourOf(SessionId session) {
    return of(Level.HOUR, session);
  }

  /** Returns an hour, numbered from the epoch. */
  public static PostingSpan hour(long hour) {
    return new PostingSpan(Level.HOUR, hour);
  }

  /** Returns the span of a length that has a second, counted from the epoch. */
  public static PostingSpan at(Level level, long second) {
    return new PostingSpan(level, Math.floorDiv(second, level.seconds));
  }

  /** Returns the number of the hour, counted from the epoch. */
  public long hour() {
    return Math.floorDiv(firstSecond(), Level.HOUR.seconds);
  }

  /** Returns the whole seconds of the first instant since the epoch. */
  public long firstSecond() {
    return number * level.seconds;
  }

  /** Returns the whole seconds of the last instant since the epoch. */
  public long lastSecond() {
    return firstSecond() + level.seconds - 1;
  }

  /** Returns the lowest identifier of a session that starts in this span. */
  public SessionId lowest() {
    return SessionId.ofParts(firstSecond(), 0);
  }

  /** Returns the highest identifier of a session that starts in this span. */
  public SessionId highest() {
    return SessionId.highestAt(Instant.ofEpochSecond(lastSecond()).plusMillis(999));
  }

  /** Returns whether the span can be divided. */
  public boolean isDivisible() {
    return level != Level.SECOND;
  }

  /** Returns the number of the part in which a session of this span starts, from 0. */
  public int partOf(SessionId session) {
    return (int) (of(partLevel(), session).number - number * PARTS);
  }

  /** Returns a part. */
  public PostingSpan part(int part) {
    return new PostingSpan(partLevel(), number * PARTS + part);
  }

  private Level partLevel() {
    return level == Level.HOUR ? Level.MINUTE : Level.SECOND;
  }

  private static PostingSpan of(Level level, SessionId session) {
    return at(level, session.startSecond());
  }
}
