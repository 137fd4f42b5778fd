package org.conversationsessions.api.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ISO 8601 date or time as clients write it: {@code yyyy-mm-dd}, optionally with a time, with or
 * without seconds, fraction and zone. Blanks may surround or replace the {@code T}, as in an
 * example on Kore.ai's page about the Sessions History API.
 *
 * @param date the calendar date
 * @param time the time of day; null for a date without a time
 * @param zone the zone; null if none was given
 */
public record IsoTime(LocalDate date, @Nullable LocalTime time, @Nullable ZoneOffset zone) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?: *[Tt ] *([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)? *"
              + "([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

  private static final int ZONE = 8;
  private static final int NANO_DIGITS = 9;

  /** Parses a text; empty if its form is unknown or the date does not exist. */
  public static Optional<IsoTime> read(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      return Optional.empty();
    }
    try {
      String zone = shape.group(ZONE);
      return Optional.of(
          new IsoTime(
              LocalDate.of(number(shape, 1), number(shape, 2), number(shape, 3)),
              shape.group(4) == null
                  ? null
                  : LocalTime.of(
                      number(shape, 4), number(shape, 5), number(shape, 6), nanos(shape)),
              zone == null ? null : ZoneOffset.of(zone.toUpperCase(Locale.ROOT))));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static int number(Matcher shape, int group) {
    String digits = shape.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(Matcher shape) {
    String fraction = shape.group(7);
    return fraction == null
        ? 0
        : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
  }

  /** Returns whether this is a date without a time. */
  public boolean isDay() {
    return time == null;
  }

  /** Returns the instant, or the first instant of a date. The default zone is GMT. */
  public Instant instant() {
    return instant(ZoneOffset.UTC);
  }

  /**
   * Returns the instant, or the first instant of a date. The default zone of a time is GMT.
   *
   * @param dayZone the zone of a date without a time
   */
  public Instant instant(ZoneId dayZone) {
    return time == null
        ? date.atStartOfDay(dayZone).toInstant()
        : date.atTime(time).toInstant(zone == null ? ZoneOffset.UTC : zone);
  }

  /** Returns the instant, or the last millisecond of a date in GMT. */
  public Instant lastInstant() {
    return lastInstant(ZoneOffset.UTC);
  }

  /**
   * Returns the instant, or the last millisecond of a date: milliseconds are the precision of a
   * session's start.
   *
   * @param dayZone the zone of a date without a time
   */
  public Instant lastInstant(ZoneId dayZone) {
    return isDay()
        ? date.plusDays(1).atStartOfDay(dayZone).toInstant().minusMillis(1)
        : instant(dayZone);
  }
}
