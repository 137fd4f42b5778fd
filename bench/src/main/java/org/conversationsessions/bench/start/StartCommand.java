package org.conversationsessions.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.local.runner.Folders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/start}: measures how a function starts and how long a warm call takes. */
@Command(
    name = "bench/start",
    description = {
      "Starts the packaged function that answers history queries several times, with AWS's runtime",
      "client and DynamoDB Local. In turn with it starts an empty stream handler, an empty handler"
          + " of",
      "objects and the bare SDK. Prints how they start, how long a warm call takes, and the"
          + " budgets.",
      "Linux only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/start",
      "  bench/start --check             (fails if a figure is far over its budget)"
    })
public final class StartCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "9",
      description = "Processes of each function, 3 to 1000. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Calls before those that count as warm, 100 to 100000. Default: ${DEFAULT-VALUE}.")
  private int warmUps;

  @Option(names = "--check", description = "Exit with status 1 if a guard is exceeded.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Creates the command. */
  public StartCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new StartCommand(context), context).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (runs < 3 || runs > 1000) {
      throw new ParameterException(spec.commandLine(), "--runs is 3 to 1000");
    }
    if (warmUps < 100 || warmUps > 100_000) {
      throw new ParameterException(spec.commandLine(), "--warm-ups is 100 to 100000");
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      context.err().println("skipped: AWS's runtime interface client is for Linux only");
      return 0;
    }
    Path work = Files.createTempDirectory("bench-start");
    try (StartEnvironment environment =
        StartEnvironment.create(Path.of(System.getProperty("project.root", "")))) {
      BenchmarkTargets targets = new BenchmarkTargets(environment, work);
      StartBench bench =
          new StartBench(targets, environment.history().code(), context.err()::println);
      return report(bench.measure(runs, warmUps));
    } finally {
      Folders.delete(work);
    }
  }

  private int report(StartBench.Result result) {
    print(result.cold());
    print(List.of(result.restored()));
    WarmCalls warm = result.warm();
    Map<String, List<Double>> calls = new LinkedHashMap<>();
    calls.put("getSessions, whole", warm.whole());
    calls.put("bare SDK, the same calls", warm.bare());
    calls.put("getSessions, own", warm.own());
    calls.put("getSessions, whole, each after two idle seconds", warm.rested());
    print(calls);
    TextTable budgets = new TextTable("what", "measured", "budget", "verdict");
    for (Budget budget : result.budgets()) {
      budgets.row(
          budget.name(),
          "%8.2f".formatted(budget.figure()),
          "%6.2f".formatted(budget.budget()),
          budget.verdict());
    }
    budgets.print(context.out(), TextTable.WIDE);
    context.out().flush();
    return check && result.isBroken() ? 1 : 0;
  }

  private void print(List<Series> all) {
    TextTable table =
        new TextTable(
            "process",
            "ready ms",
            "first response ms",
            "   cpu ms",
            "peak MB",
            "client and first query ms");
    for (Series series : all) {
      double reported = series.median(Sample::reported);
      table.row(
          series.name(),
          "%8.0f".formatted(series.median(Sample::ready)),
          "%15.0f".formatted(series.median(Sample::firstAnswer)),
          "%9.0f".formatted(series.median(Sample::cpu)),
          "%7.0f".formatted(series.median(Sample::peakMegabytes)),
          reported == 0 ? "" : "%25.0f".formatted(reported));
    }
    table.print(context.out(), TextTable.WIDE);
    context.out().println();
  }

  private void print(Map<String, List<Double>> calls) {
    TextTable table = new TextTable("warm call", "median ms", "   p99 ms");
    calls.forEach(
        (name, sorted) ->
            table.row(
                name,
                millis(WarmCalls.percentile(sorted, 50)),
                millis(WarmCalls.percentile(sorted, 99))));
    table.print(context.out());
    context.out().println();
  }

  private static String millis(double figure) {
    return "%9.2f".formatted(figure);
  }
}
