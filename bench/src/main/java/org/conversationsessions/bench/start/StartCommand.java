package org.conversationsessions.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.conversationsessions.local.cli.CommandContext;
import org.conversationsessions.local.cli.CommandRunner;
import org.conversationsessions.local.cli.TextTable;
import org.conversationsessions.local.runner.Folders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/start}: how a function starts, and what a warm call takes. */
@Command(
    name = "bench/start",
    description = {
      "Starts the packaged function that answers for the history, again and again, behind AWS's own"
          + " client for the",
      "Lambda Runtime API, with DynamoDB Local; and in turn an empty stream handler, an empty"
          + " handler of objects and the",
      "bare SDK. Tells how they start, what a warm call takes, and how that stands to the budgets."
          + " Linux only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/start",
      "  bench/start --check             (fails if a figure is far over its budget)",
      "  bench/start --variants          (what else was tried: HTTP clients, codecs, layouts,"
          + " options of the JVM)",
      "  bench/start --profile           (where a warm call's time on the processor goes)"
    })
public final class StartCommand implements Callable<Integer> {
  private static final int MOST_PARTS = 16;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "9",
      description =
          "How many processes of each function are started, 3 to 1000. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "How many calls come before those that count as warm, 100 to 100000. Default:"
              + " ${DEFAULT-VALUE}.")
  private int warmUps;

  @Option(names = "--check", description = "Exit with status 1 if a guard is broken.")
  private boolean check;

  @Option(names = "--variants", description = "Measure what else was tried, instead.")
  private boolean variants;

  @Option(names = "--profile", description = "Profile warm calls, instead.")
  private boolean profile;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Makes the command. */
  public StartCommand(CommandContext context) {
    this.context = context;
  }

  /** The program. */
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
    try (Stage stage = Stage.set(Path.of(System.getProperty("project.root", "")))) {
      Subjects subjects = new Subjects(stage, work);
      StartBench bench = new StartBench(subjects, stage.history().code(), context.err()::println);
      if (profile) {
        print(Profile.of(subjects.history().withBothCompilers(), warmUps, warmUps));
        return 0;
      }
      if (variants) {
        StartBench.Variants tried = bench.variants(runs, warmUps);
        print(tried.starts());
        print(tried.warm());
        return 0;
      }
      return report(bench.measure(runs, warmUps));
    } finally {
      Folders.delete(work);
    }
  }

  private int report(StartBench.Result result) {
    print(result.cold());
    print(List.of(result.thawed()));
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
          budget.what(),
          "%8.2f".formatted(budget.figure()),
          "%6.2f".formatted(budget.budget()),
          budget.verdict());
    }
    budgets.print(context.out(), TextTable.WIDE);
    context.out().flush();
    return check && result.budgets().stream().anyMatch(Budget::isBroken) ? 1 : 0;
  }

  private void print(List<Series> all) {
    TextTable table =
        new TextTable(
            "process",
            "ready ms",
            "first answer ms",
            "   cpu ms",
            "classes",
            "peak MB",
            "client and first query ms");
    for (Series series : all) {
      double told = series.median(Sample::told);
      table.row(
          series.name(),
          "%8.0f".formatted(series.median(Sample::ready)),
          "%15.0f".formatted(series.median(Sample::firstAnswer)),
          "%9.0f".formatted(series.median(Sample::cpu)),
          "%7.0f".formatted(series.median(Sample::classes)),
          "%7.0f".formatted(series.median(Sample::peakMegabytes)),
          told == 0 ? "" : "%25.0f".formatted(told));
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

  private void print(Profile found) {
    TextTable table = new TextTable("  share", "of the time on the processor");
    table.row("%5.1f %%".formatted(100 * found.oursAltogether()), "ours, all of it");
    found.largest().stream()
        .limit(MOST_PARTS)
        .forEach(part -> table.row("%5.1f %%".formatted(100 * found.share(part)), part));
    table.print(context.out());
    context.out().flush();
  }

  private static String millis(double figure) {
    return "%9.2f".formatted(figure);
  }
}
