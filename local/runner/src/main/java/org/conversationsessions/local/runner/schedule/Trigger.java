package org.conversationsessions.local.runner.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires: at fixed intervals counted from the epoch, so a rate of minutes fires on
 * the minute.
 */
record Trigger(Duration period) {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)s?\\)");

  Trigger {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("a rate must be at least 1 minute");
    }
  }

  /**
   * Reads a schedule expression.
   *
   * @throws IllegalArgumentException if it is not a {@code rate(…)}; the message says what is
   *     supported
   */
  static Trigger of(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw new IllegalArgumentException(
          expression
              + " is not supported on one machine; supported are rates in minutes, hours or days,"
              + " such as rate(1 minute)");
    }
    long count = Long.parseLong(rate.group(1));
    return new Trigger(
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  /** Returns the first time after the given one. */
  Instant next(Instant after) {
    long seconds = period.toSeconds();
    return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds);
  }
}
