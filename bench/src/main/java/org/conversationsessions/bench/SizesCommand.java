package org.conversationsessions.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/history-sizes}: measures how the history's cost grows. */
@Command(
    name = "bench/history-sizes",
    description = {
      "Measures what bench/history does with several numbers of sessions, and shows how much more",
      "read units the largest takes than the smallest."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/history-sizes",
      "  bench/history-sizes --sessions 10000,100000,1000000 --json docs/history-cost.json"
    })
public final class SizesCommand implements Callable<Integer> {
  @Option(
      names = "--sessions",
      paramLabel = "N,N,…",
      split = ",",
      defaultValue = "10000,100000",
      description = "The sizes, 1000 to 1000000 each. Default: ${DEFAULT-VALUE}.")
  private List<Long> sizes = List.of();

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;
  private final LongFunction<Figures.Size> measurement;

  /** Creates the command. */
  public SizesCommand(CommandContext context) {
    this.context = context;
    this.measurement = size -> options.measure(size, context);
  }

  /** Creates the command with another measurement of a size. */
  SizesCommand(CommandContext context, LongFunction<Figures.Size> measurement) {
    this.context = context;
    this.measurement = measurement;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new SizesCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    options
        .validate(sizes)
        .ifPresent(
            message -> {
              throw new ParameterException(spec.commandLine(), message);
            });
    List<Figures.Size> measured = new ArrayList<>();
    for (long size : sizes.stream().distinct().sorted().toList()) {
      measured.add(measurement.apply(size));
      // A run that is interrupted later leaves these figures.
      options.write(new Figures(measured));
    }
    print(measured);
    return 0;
  }

  private void print(List<Figures.Size> measured) {
    List<String> headings = new ArrayList<>(List.of("read units"));
    measured.forEach(size -> headings.add("%10d".formatted(size.sessions())));
    headings.add("largest/smallest");
    TextTable table = new TextTable(headings.toArray(String[]::new));
    for (Figures.Row first : measured.getFirst().rows()) {
      List<String> cells = new ArrayList<>(List.of(first.row()));
      double last = first.readUnits();
      for (Figures.Size size : measured) {
        List<Figures.Row> same =
            size.rows().stream().filter(row -> row.row().equals(first.row())).toList();
        last = same.isEmpty() ? Double.NaN : same.getFirst().readUnits();
        cells.add(same.isEmpty() ? "" : "%10.1f".formatted(last));
      }
      cells.add(Double.isNaN(last) ? "" : "%16.2f".formatted(last / first.readUnits()));
      table.row(cells.toArray(String[]::new));
    }
    table.print(context.out(), TextTable.WIDE);
  }
}
