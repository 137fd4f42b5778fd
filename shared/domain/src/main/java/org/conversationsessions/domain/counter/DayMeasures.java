package org.conversationsessions.domain.counter;

/**
 * Measures of one day of an end user or of a shard of a bot, or a difference of such measures. A
 * bot's day is the sum of its end users' days.
 *
 * @param users the number of end users with a session that starts on the day
 * @param newUsers the number of those who had no session of an earlier day when the day's first one
 *     was counted
 * @param sessions the measures of the closed sessions
 */
public record DayMeasures(long users, long newUsers, HourlyMeasures sessions) {
  /** A day without sessions. */
  public static final DayMeasures NONE = new DayMeasures(0, 0, HourlyMeasures.EMPTY);

  /** Returns the sum of these measures and others. */
  public DayMeasures plus(DayMeasures other) {
    return new DayMeasures(
        users + other.users, newUsers + other.newUsers, sessions.plus(other.sessions));
  }

  /** Returns by how much these measures exceed others. */
  public DayMeasures minus(DayMeasures other) {
    return new DayMeasures(
        users - other.users, newUsers - other.newUsers, sessions.minus(other.sessions));
  }

  /** Returns only the numbers of end users. */
  public DayMeasures withoutSessions() {
    return new DayMeasures(users, newUsers, HourlyMeasures.EMPTY);
  }

  /** Returns the numbers of end users with other measures of sessions. */
  public DayMeasures with(HourlyMeasures newSessions) {
    return new DayMeasures(users, newUsers, newSessions);
  }
}
