package org.conversationsessions.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.cli.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that measure the history. */
final class BenchOptions {
  private static final int DEPTHS = 21;
  private static final long FEWEST = 1000;
  private static final long MAX_SESSIONS = 1_000_000;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures to a JSON file.")
  private @Nullable Path json;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "9",
      description = "How often each query is timed, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--on-disk",
      description = "Keep the database in a folder below .local. Default: in memory.")
  private boolean onDisk;

  /** Returns what is wrong with the options and these sizes; empty if nothing is. */
  Optional<String> validate(List<Long> sizes) {
    if (runs < 1 || runs > 1000) {
      return Optional.of("--runs is 1 to 1000");
    }
    return sizes.stream().allMatch(size -> size >= FEWEST && size <= MAX_SESSIONS)
        ? Optional.empty()
        : Optional.of("--sessions is " + FEWEST + " to " + MAX_SESSIONS);
  }

  /** Fills a database and measures. */
  Figures.Size measure(long sessions, CommandContext context) {
    Traffic traffic = Traffic.of(sessions);
    try (BenchmarkDatabase database =
        onDisk
            ? BenchmarkDatabase.onDisk(context.home().resolve("bench"), traffic)
            : BenchmarkDatabase.inMemory(traffic)) {
      database.fill(context);
      context.err().println("measuring with " + sessions + " sessions");
      return new HistoryBench(database, runs, DEPTHS).measure();
    }
  }

  /** Writes the figures, if a file was named. */
  void write(Figures figures) {
    if (json != null) {
      FiguresFile.write(json, figures);
    }
  }
}
