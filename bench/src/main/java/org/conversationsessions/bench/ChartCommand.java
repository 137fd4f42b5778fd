package org.conversationsessions.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.CommandContext;
import org.conversationsessions.local.cli.CommandRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/history-chart}: draws measured figures. */
@Command(
    name = "bench/history-chart",
    description = "Draws what bench/history-sizes measured: read units by size and by depth.",
    footerHeading = "%nExample:%n",
    footer = "  bench/history-chart docs/history-cost.json --svg docs/history-cost.svg")
public final class ChartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Figures that --json wrote.")
  private Path figures = Path.of("");

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      defaultValue = "docs/history-cost.svg",
      description = "The drawing. Default: ${DEFAULT-VALUE}.")
  private Path svg = Path.of("");

  /** The program. */
  public static void main(String[] args) {
    System.exit(
        CommandRunner.commandLine(new ChartCommand(), CommandContext.ofProcess()).execute(args));
  }

  @Override
  public Integer call() {
    String drawing = CostChart.of(FiguresFile.read(figures));
    try {
      Files.writeString(svg, drawing);
    } catch (IOException e) {
      throw new CliException(svg + " cannot be written: " + e.getMessage(), e);
    }
    return 0;
  }
}
