package org.conversationsessions.local.cli.inspect;

import java.time.LocalDate;
import java.util.List;
import org.conversationsessions.local.cli.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name days, in UTC. */
final class DayRange {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "The first day, in UTC. Default: six days before the last.")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The last day, in UTC. Default: today.")
  private @Nullable LocalDate to;

  DayRange() {}

  /**
   * The days in their order, at least one.
   *
   * @throws CliException if the first is after the last
   */
  List<LocalDate> days(LocalDate today) {
    LocalDate last = to == null ? today : to;
    LocalDate first = from == null ? last.minusDays(6) : from;
    if (first.isAfter(last)) {
      throw new CliException("--from " + first + " is after --to " + last);
    }
    return first.datesUntil(last.plusDays(1)).toList();
  }
}
