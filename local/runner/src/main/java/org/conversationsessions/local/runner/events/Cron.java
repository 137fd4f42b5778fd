package org.conversationsessions.local.runner.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * EventBridge's cron expressions: minutes, hours, day of month, month, day of week, year. Days of
 * the week count from 1 for Sunday.
 */
record Cron(
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> daysOfMonth,
    NavigableSet<Integer> months,
    NavigableSet<Integer> daysOfWeek,
    NavigableSet<Integer> years,
    ZoneId zone)
    implements Timetable {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  static Cron of(String fields, ZoneId zone) {
    String[] field = fields.strip().split("\\s+", -1);
    if (field.length != 6) {
      throw new IllegalArgumentException("a cron expression has six fields: " + fields);
    }
    if (field[2].equals("?") == field[4].equals("?")) {
      throw new IllegalArgumentException(
          "one of day of month and day of week is ? in a cron expression: " + fields);
    }
    return new Cron(
        CronField.of(field[0], 0, 59, List.of()),
        CronField.of(field[1], 0, 23, List.of()),
        CronField.of(field[2], 1, 31, List.of()),
        CronField.of(field[3], 1, 12, MONTHS),
        CronField.of(field[4], 1, 7, DAYS),
        CronField.of(field[5], FIRST_YEAR, LAST_YEAR, List.of()),
        zone);
  }

  @Override
  public Optional<Instant> next(Instant after) {
    ZonedDateTime from = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDate day = from.toLocalDate();
    LocalTime earliest = from.toLocalTime();
    while (day.getYear() <= years.last()) {
      if (isOn(day)) {
        Optional<Instant> found = first(day, earliest, after);
        if (found.isPresent()) {
          return found;
        }
      }
      day = day.plusDays(1);
      earliest = LocalTime.MIDNIGHT;
    }
    return Optional.empty();
  }

  private boolean isOn(LocalDate day) {
    return years.contains(day.getYear())
        && months.contains(day.getMonthValue())
        && daysOfMonth.contains(day.getDayOfMonth())
        && daysOfWeek.contains(day.getDayOfWeek().getValue() % 7 + 1);
  }

  private Optional<Instant> first(LocalDate day, LocalTime earliest, Instant after) {
    for (int hour : hours.tailSet(earliest.getHour(), true)) {
      int least = hour == earliest.getHour() ? earliest.getMinute() : 0;
      for (int minute : minutes.tailSet(least, true)) {
        Instant found = day.atTime(hour, minute).atZone(zone).toInstant();
        // In the hour that a change of the clock skips or repeats, the wall clock does not grow
        // with time.
        if (found.isAfter(after)) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }
}
