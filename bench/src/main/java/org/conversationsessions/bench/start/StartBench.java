package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures every figure that has a budget. */
final class StartBench {
  /** Priming takes ten seconds for each restored process. */
  private static final int FEWEST_RESTORED = 3;

  private static final int MAX_RESTORED = 5;

  /**
   * How often another process calls DynamoDB before a restore, so that only the restored is cold.
   */
  static final int CALLS_BEFORE_RESTORE = 150;

  private static final double MEGABYTE = 1_000_000;

  private final BenchmarkTargets targets;
  private final Path artifact;
  private final Consumer<String> progress;

  /** Creates a benchmark of these targets; {@code artifact} is our function's. */
  StartBench(BenchmarkTargets targets, Path artifact, Consumer<String> progress) {
    this.targets = targets;
    this.artifact = artifact;
    this.progress = progress;
  }

  /**
   * The measured figures.
   *
   * @param emptyStream an empty stream handler
   * @param emptyObject an empty handler of objects
   * @param bareSdk the SDK making our function's calls
   * @param ours our function
   * @param restored our function after the hooks of a snapshot
   * @param warm warm calls
   * @param megabytes the size of our function's artifact
   */
  record Result(
      Series emptyStream,
      Series emptyObject,
      Series bareSdk,
      Series ours,
      Series restored,
      WarmCalls warm,
      double megabytes) {
    /** Returns the series of processes that start without a snapshot. */
    List<Series> cold() {
      return List.of(emptyStream, emptyObject, bareSdk, ours);
    }

    /** Returns the budgets. The documents name the same. */
    List<Budget> budgets() {
      double empty = emptyStream.median(Sample::firstAnswer);
      double sdk = bareSdk.median(Sample::reported);
      double whole = WarmCalls.percentile(warm.whole(), 50);
      double bare = WarmCalls.percentile(warm.bare(), 50);
      double own = WarmCalls.percentile(warm.own(), 50);
      return List.of(
          new Budget(
              "cold: first response ÷ (empty stream handler's + bare SDK's client and first query)",
              ours.median(Sample::firstAnswer) / (empty + sdk),
              1.3,
              1.5),
          new Budget(
              "after the hooks: first response ÷ warm median",
              restored.median(Sample::firstAnswer) / whole,
              3,
              6),
          new Budget("warm: whole call ÷ the bare SDK's same calls", whole / bare, 1.15, 1.35),
          new Budget("warm: own share of the whole call", own / whole, 0.15, 0.25),
          new Budget("artifact, megabytes zipped", megabytes, 12, 12));
    }

    /** Returns whether a guard is exceeded. */
    boolean isBroken() {
      return budgets().stream().anyMatch(Budget::isBroken);
    }
  }

  /**
   * Measures.
   *
   * @param rounds how many processes of each target are started
   * @param warmUps how many calls each process answers before its calls count as warm
   */
  Result measure(int rounds, int warmUps) {
    BenchmarkTarget bareSdk = targets.bareSdk();
    List<Series> cold =
        Series.inTurn(
            List.of(targets.emptyStream(), targets.emptyObject(), bareSdk, targets.history()),
            rounds,
            done -> progress.accept("cold " + done + " of " + rounds));
    int restores = Math.clamp(rounds, FEWEST_RESTORED, MAX_RESTORED);
    progress.accept("warm");
    WarmCalls warm =
        WarmCalls.of(
            targets.history().withBothCompilers(),
            targets.timed().withBothCompilers(),
            bareSdk.withBothCompilers(),
            warmUps,
            Math.max(200, warmUps / 2),
            restores);
    Series restored = restored(bareSdk, restores);
    return new Result(
        cold.get(0), cold.get(1), cold.get(2), cold.get(3), restored, warm, megabytes());
  }

  /**
   * Measures processes of our function after their hooks. Another process keeps DynamoDB and the
   * credentials endpoint warm, as they are on AWS.
   *
   * @param other calls DynamoDB before each restore
   */
  private Series restored(BenchmarkTarget other, int rounds) {
    List<Sample> samples = new ArrayList<>();
    try (FakeCredentialsEndpoint credentials = FakeCredentialsEndpoint.start();
        FunctionRun others = other.withBothCompilers().start()) {
      BenchmarkTarget ours = targets.history().forSnapshot("getSessions, restored", credentials);
      for (int round = 1; round <= rounds; round++) {
        samples.add(
            Sample.ofRestored(
                ours,
                () -> {
                  for (int call = 0; call < CALLS_BEFORE_RESTORE; call++) {
                    others.invoke(other.event());
                    credentials.fetch();
                  }
                }));
        progress.accept("restored " + round + " of " + rounds);
      }
      return new Series(ours.name(), samples);
    }
  }

  private double megabytes() {
    try {
      return Files.size(artifact) / MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
