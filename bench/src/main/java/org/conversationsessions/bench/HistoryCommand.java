package org.conversationsessions.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/history}: measures what the history costs. */
@Command(
    name = "bench/history",
    description = {
      "Fills a DynamoDB Local with a week's sessions and measures what the history" + " costs:",
      "read units, items read, calls, round trips one after another, milliseconds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/history",
      "  bench/history --sessions 1000000 --json figures.json    (a quarter of an hour)"
    })
public final class HistoryCommand implements Callable<Integer> {
  @Option(
      names = "--sessions",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many sessions the bot has, 1000 to 1000000; four smaller bots have 8 %% more."
              + " Default: ${DEFAULT-VALUE}.")
  private long sessions;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Creates the command. */
  public HistoryCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new HistoryCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    options
        .validate(List.of(sessions))
        .ifPresent(
            message -> {
              throw new ParameterException(spec.commandLine(), message);
            });
    Figures.Size size = options.measure(sessions, context);
    print(size);
    options.write(new Figures(List.of(size)));
    return 0;
  }

  private void print(Figures.Size size) {
    TextTable table =
        new TextTable(
            "query",
            "   total",
            "page",
            "read units",
            "items read",
            "calls",
            "round trips",
            "      ms");
    for (Figures.Row row : size.rows()) {
      table.row(
          row.row(),
          "%8d".formatted(row.total()),
          "%4d".formatted(row.returned()),
          "%10.1f".formatted(row.readUnits()),
          "%10d".formatted(row.itemsRead()),
          "%5d".formatted(row.calls()),
          "%11d".formatted(row.roundTrips()),
          "%8.1f".formatted(row.milliseconds()));
    }
    table.print(context.out(), TextTable.WIDE);
  }
}
