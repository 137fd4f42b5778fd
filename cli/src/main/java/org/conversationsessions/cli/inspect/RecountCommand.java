package org.conversationsessions.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.ServiceConnection;
import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Verifies a bot's session counters, and repairs them on request. */
@Command(
    name = "recount",
    description = {
      "Counts a bot's stored sessions day by day and compares them with the counters.",
      "Prints the number of sessions, the drift (by how many the counters are wrong), how much of"
          + " it was repaired, and how many end users or days are undecided.",
      "A day of a very large bot takes minutes. Exit status 0 only if the counters are right at the"
          + " end."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin recount --bot st-… --from 2026-11-01 --to 2026-11-07",
      "  bin/admin recount --bot st-… --repair --stack conversation-sessions-dev"
    })
public final class RecountCommand implements Callable<Integer> {
  @Mixin private final BotOption bot = new BotOption();
  @Mixin private final DayRange range = new DayRange();

  @Option(
      names = "--repair",
      description = "Correct wrong counters. The service keeps running meanwhile.")
  private boolean repair;

  private final Supplier<ServiceConnection> open;
  private final CommandContext context;

  /**
   * Creates the command.
   *
   * @param open opens the service that the command line names
   */
  public RecountCommand(Supplier<ServiceConnection> open, CommandContext context) {
    this.open = open;
    this.context = context;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    List<LocalDate> days =
        range.days(LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    RecountResult sum = RecountResult.NONE;
    try (ServiceConnection service = open.get();
        LambdaClient lambda = service.lambda().get()) {
      RecountFunction function = new RecountFunction(lambda, service.recountFunction());
      for (LocalDate day : days) {
        RecountResult ofDay = recount(function, event(id, day), day);
        context.err().println(day + "  " + text(ofDay));
        sum = sum.plus(ofDay);
      }
    }
    context.out().println(text(sum));
    if (sum.undecided() > 0) {
      context
          .err()
          .println(
              "undecided: sessions kept changing during the recount; run the same command again"
                  + " later");
    }
    if (sum.drift() > sum.repaired()) {
      context.err().println("the counters are wrong; correct them with --repair");
    }
    return sum.isRight() ? 0 : 1;
  }

  /** Invokes the function until the day is finished. */
  private RecountResult recount(RecountFunction function, JsonNode first, LocalDate day) {
    RecountResult sum = function.invoke(first);
    for (Optional<JsonNode> next = sum.next(); next.isPresent(); next = sum.next()) {
      context.err().println(day + "  " + text(sum) + ", continuing");
      sum = sum.plus(function.invoke(next.get()));
    }
    return sum;
  }

  private JsonNode event(BotId id, LocalDate day) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("botId", id.value())
        .put("from", day.toString())
        .put("to", day.toString())
        .put("repair", repair);
  }

  private static String text(RecountResult result) {
    return "sessions %d, drift %d, repaired %d, undecided %d"
        .formatted(result.sessions(), result.drift(), result.repaired(), result.undecided());
  }
}
