package org.conversationsessions.cli.inspect;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.cli.connection.ServiceConnection;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the session counters of a bot. */
@Command(
    name = "counts",
    description = {
      "Shows a bot's session counters by the day on which the sessions start.",
      "The session history takes its totals from them. bin/admin recount verifies them against the"
          + " stored sessions."
    },
    footer = {"", "Example: bin/admin show counts --bot st-… --from 2026-11-01 --to 2026-11-07"})
final class ShowCounts implements Callable<Integer> {
  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final DayRange range = new DayRange();

  @Option(
      names = "--measures",
      description = {
        "Shows end users and measures of closed sessions instead.",
        "A hyphen: the day was counted without them; recount --repair completes it."
      })
  private boolean measures;

  private final Supplier<ServiceConnection> open;
  private final CommandContext context;

  ShowCounts(Supplier<ServiceConnection> open, CommandContext context) {
    this.open = open;
    this.context = context;
  }

  @Override
  public Integer call() {
    List<LocalDate> days =
        range.days(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    TextTable table = measures ? measuresTable() : countsTable();
    try (ServiceConnection service = open.get()) {
      Inspection inspection = service.inspection(context.clock());
      if (measures) {
        addMeasures(table, days, inspection);
      } else {
        addCounts(table, days, inspection);
      }
    }
    table.print(context.out(), TextTable.WIDE);
    return 0;
  }

  private static TextTable countsTable() {
    return new TextTable(
        "DAY", "SESSIONS", "SELF SERVICE", "DROP OFF", "AGENT", "INTERACTIVE", "NON-INTERACTIVE");
  }

  private static TextTable measuresTable() {
    return new TextTable(
        "DAY",
        "USERS",
        "NEW USERS",
        "CLOSED",
        "MESSAGES",
        "TASKS",
        "SECONDS",
        "BILLING SESSIONS",
        "AGENT AFTER TASK",
        "DEVELOPER");
  }

  private void addCounts(TextTable table, List<LocalDate> days, Inspection inspection) {
    Map<SessionKind, Long> total = new HashMap<>();
    for (LocalDate day : days) {
      Map<SessionKind, Long> counts = inspection.counts(bot.id(), day);
      counts.forEach((kind, count) -> total.merge(kind, count, Long::sum));
      table.row(cells(day.toString(), counts));
    }
    table.row(cells("total", total));
  }

  private void addMeasures(TextTable table, List<LocalDate> days, Inspection inspection) {
    DayMeasures total = DayMeasures.NONE;
    for (LocalDate day : days) {
      Optional<DayMeasures> ofDay = inspection.measures(bot.id(), day);
      total = total.plus(ofDay.orElse(DayMeasures.NONE));
      table.row(
          ofDay
              .map(found -> cells(day.toString(), Long.toString(found.users()), found))
              .orElseGet(() -> new String[] {day.toString(), "", "", "", "", "", "", "", "", ""}));
    }
    // An end user of several days would count several times.
    table.row(cells("total", "", total));
  }

  private static String[] cells(String day, String users, DayMeasures measures) {
    SessionMeasures sessions = measures.sessions().sum(SessionKind.ALL);
    return new String[] {
      day,
      users,
      Long.toString(measures.newUsers()),
      Long.toString(sessions.closedSessions()),
      Long.toString(sessions.messages()),
      Long.toString(sessions.tasks()),
      Long.toString(Duration.ofMillis(sessions.durationMillis()).toSeconds()),
      Long.toString(sessions.billingSessions()),
      Long.toString(sessions.transfersAfterTask()),
      Long.toString(sessions.developerSessions())
    };
  }

  private static String[] cells(String day, Map<SessionKind, Long> counts) {
    List<String> cells = new ArrayList<>(List.of(day, sum(counts, kind -> true)));
    for (ContainmentType containment :
        List.of(ContainmentType.SELF_SERVICE, ContainmentType.DROP_OFF, ContainmentType.AGENT)) {
      cells.add(sum(counts, kind -> kind.containment() == containment));
    }
    for (SessionType type : List.of(SessionType.INTERACTIVE, SessionType.NON_INTERACTIVE)) {
      cells.add(sum(counts, kind -> kind.type() == type));
    }
    return cells.toArray(String[]::new);
  }

  private static String sum(Map<SessionKind, Long> counts, Predicate<SessionKind> which) {
    return Long.toString(
        counts.entrySet().stream()
            .filter(entry -> which.test(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum());
  }
}
