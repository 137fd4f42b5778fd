package org.conversationsessions.local.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Counts a bot's sessions again. */
@Command(
    name = "recount",
    description = {
      "Counts a bot's sessions again, day by day, and says by how many the counters are wrong.",
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
      description = "Put right what is wrong; the service goes on meanwhile.")
  private boolean repair;

  private final Supplier<Service> open;
  private final Surroundings surroundings;

  /**
   * Makes the command.
   *
   * @param open opens the service that the command line names
   */
  public RecountCommand(Supplier<Service> open, Surroundings surroundings) {
    this.open = open;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BotId id = bot.id();
    List<LocalDate> days =
        range.days(LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC));
    RecountResult sum = RecountResult.NONE;
    try (Service service = open.get();
        LambdaClient lambda = service.lambda().get()) {
      RecountFunction function = new RecountFunction(lambda, service.recountFunction());
      for (LocalDate day : days) {
        RecountResult ofDay = recount(function, event(id, day), day);
        surroundings.err().println(day + "  " + text(ofDay));
        sum = sum.plus(ofDay);
      }
    }
    surroundings.out().println(text(sum));
    if (sum.undecided() > 0) {
      surroundings.err().println("what is undecided went on changing meanwhile: ask again later");
    }
    if (sum.drift() > sum.repaired()) {
      surroundings.err().println("put the counters right with --repair");
    }
    return sum.isRight() ? 0 : 1;
  }

  /** Goes on until the day is finished. */
  private RecountResult recount(RecountFunction function, JsonNode first, LocalDate day) {
    RecountResult sum = function.invoke(first);
    for (Optional<JsonNode> next = sum.next(); next.isPresent(); next = sum.next()) {
      surroundings.err().println(day + "  " + text(sum) + ", goes on");
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
