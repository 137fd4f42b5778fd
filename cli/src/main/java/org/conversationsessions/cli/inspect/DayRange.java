package org.conversationsessions.cli.inspect;

import java.time.LocalDate;
import java.util.List;
import org.conversationsessions.cli.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a range of days, in UTC. */
final class DayRange {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, in UTC. Default: six days before the last day.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day, in UTC. Default: today.")
  private @Nullable LocalDate to;

  DayRange() {}

  /**
   * Returns the days in order, at least one.
   *
   * @throws CliException if the first day is after the last
   */
  List<LocalDate> days(LocalDate today) {
    LocalDate last = to == null ? today : to;
    LocalDate first = from == null ? last.minusDays(6) : from;
    if (first.isAfter(last)) {
      throw new CliException("--from " + first + " is after --to " + last + ": swap them");
    }
    return first.datesUntil(last.plusDays(1)).toList();
  }
}
