package org.conversationsessions.local.runner.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule fires. */
interface Timetable {
  /** The first instant after the given one; empty if there is none. */
  Optional<Instant> next(Instant after);

  /**
   * Reads {@code rate(…)} or {@code cron(…)}.
   *
   * @param zone that cron's fields are in
   * @throws IllegalArgumentException if it is neither, or uses what this runner does not know
   */
  static Timetable of(String expression, ZoneId zone) {
    Matcher cron = Pattern.compile("cron\\((.+)\\)").matcher(expression);
    return cron.matches() ? Cron.of(cron.group(1), zone) : Rate.of(expression);
  }

  /** Every so often, counted from the epoch: a rate of minutes fires on the minute. */
  record Rate(Duration period) implements Timetable {
    private static final Pattern EXPRESSION =
        Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)s?\\)");

    public Rate {
      if (!period.isPositive()) {
        throw new IllegalArgumentException("a rate is at least one minute");
      }
    }

    static Rate of(String expression) {
      Matcher matcher = EXPRESSION.matcher(expression);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("no schedule expression for one machine: " + expression);
      }
      long count = Long.parseLong(matcher.group(1));
      return new Rate(
          switch (matcher.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }

    @Override
    public Optional<Instant> next(Instant after) {
      long seconds = period.toSeconds();
      return Optional.of(
          Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds));
    }
  }
}
