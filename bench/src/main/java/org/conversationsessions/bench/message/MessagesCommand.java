package org.conversationsessions.bench.message;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostReport;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/messages}: measures what messages cost. */
@Command(
    name = "bench/messages",
    description = {
      "Fills a DynamoDB Local with messages and measures what recording, finding and erasing them",
      "costs: write units, read units, calls, round trips one after another, milliseconds."
          + " Compares",
      "the costs with their budgets."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/messages --check                     (fails if a budget is exceeded)",
      "  bench/messages --messages 10000,100000     (some minutes)"
    })
public final class MessagesCommand implements Callable<Integer> {
  private static final long FEWEST = 1000;
  private static final long MOST = 200_000;

  @Option(
      names = "--messages",
      paramLabel = "N,N,…",
      split = ",",
      defaultValue = "10000",
      description =
          "How many messages a bot has in a week, 1000 to 200000 each, multiples of 20. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<Long> sizes = List.of();

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description =
          "Recorded message events that are recorded again, JSON lines packed with gzip. Default:"
              + " the recording in the repository.")
  private @Nullable Path recording;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "The most events of the recording. Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each query is timed, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--check", description = "Exit with status 1 if a budget is exceeded.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Creates the command. */
  public MessagesCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new MessagesCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    require(runs >= 1 && runs <= 1000, "--runs is 1 to 1000");
    require(events >= 1, "--events is 1 or more");
    require(
        sizes.stream().allMatch(size -> size >= FEWEST && size <= MOST && size % 20 == 0),
        "--messages is " + FEWEST + " to " + MOST + ", a multiple of 20");
    List<Cost> all = new ArrayList<>();
    try (BenchmarkDatabase database = BenchmarkDatabase.inMemory(Traffic.of(FEWEST))) {
      Path file =
          recording == null ? context.root().resolve(RecordedMessages.IN_REPOSITORY) : recording;
      context.err().println("recording");
      all.addAll(
          print(
              "recording",
              new WriteBench(database).measure(bot -> RecordedMessages.read(file, bot, events))));
      context.err().println("erasing");
      all.addAll(print("erasing", new ErasureBench(database).measure()));
      ReadBench reads = new ReadBench(database, runs);
      all.addAll(print("finding", reads.measureRecorded()));
      for (long size : sizes.stream().distinct().sorted().toList()) {
        all.addAll(print("finding among " + size, reads.measureBot(size, context.err()::println)));
      }
    }
    return check && new CostReport(all).isBroken() ? 1 : 0;
  }

  private List<Cost> print(String heading, List<Cost> costs) {
    new CostReport(costs).print(heading, context.out());
    return costs;
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
