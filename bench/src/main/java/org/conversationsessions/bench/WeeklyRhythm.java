package org.conversationsessions.bench;

/** The distribution of sessions over a week: quiet nights, busy noons, slow weekends. */
final class WeeklyRhythm {
  static final int DAYS = 7;
  static final int HOURS = DAYS * 24;

  /** Weights by hour of the day. */
  private static final double[] DAY = {
    0.4, 0.2, 0.15, 0.1, 0.15, 0.3, 0.8, 1.6, 3.0, 4.2, 4.8, 4.6,
    4.0, 4.3, 4.7, 4.5, 4.0, 3.4, 3.0, 2.8, 2.4, 1.8, 1.2, 0.7
  };

  private static final int WEEKDAYS = 5;
  private static final double WEEKEND = 0.55;

  private final double[] before = new double[HOURS + 1];

  WeeklyRhythm() {
    for (int hour = 0; hour < HOURS; hour++) {
      double weight = DAY[hour % DAY.length] * (hour / DAY.length < WEEKDAYS ? 1 : WEEKEND);
      before[hour + 1] = before[hour] + weight;
    }
  }

  /** Returns how many of {@code sessions} start before an hour of the week. */
  long before(int hour, long sessions) {
    return Math.round(before[hour] / before[HOURS] * sessions);
  }
}
