package org.conversationsessions.cli.inspect;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.cli.connection.ServiceConnection;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  private final Supplier<ServiceConnection> open;
  private final CommandContext context;

  ShowCounts(Supplier<ServiceConnection> open, CommandContext context) {
    this.open = open;
    this.context = context;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    List<LocalDate> days =
        range.days(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    TextTable table =
        new TextTable(
            "DAY",
            "SESSIONS",
            "SELF SERVICE",
            "DROP OFF",
            "AGENT",
            "INTERACTIVE",
            "NON-INTERACTIVE");
    Map<SessionKind, Long> total = new HashMap<>();
    try (ServiceConnection service = open.get()) {
      Inspection inspection = service.inspection(context.clock());
      for (LocalDate day : days) {
        Map<SessionKind, Long> counts = inspection.counts(id, day);
        counts.forEach((kind, count) -> total.merge(kind, count, Long::sum));
        table.row(cells(day.toString(), counts));
      }
    }
    table.row(cells("total", total));
    table.print(context.out());
    return 0;
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
