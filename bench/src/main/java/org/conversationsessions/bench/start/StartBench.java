package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures everything that there are budgets for. */
final class StartBench {
  /** A rehearsal takes its time. */
  private static final int THAWED = 3;

  private static final double MEGABYTE = 1_000_000;

  private final Subjects subjects;
  private final Path artifact;
  private final Consumer<String> progress;

  StartBench(Subjects subjects, Path artifact, Consumer<String> progress) {
    this.subjects = subjects;
    this.artifact = artifact;
    this.progress = progress;
  }

  /**
   * What was measured.
   *
   * @param cold a series for each function
   * @param thawed our function after its hooks
   * @param warm calls in the end
   * @param megabytes the size of our function's artifact
   */
  record Result(List<Series> cold, Series thawed, WarmCalls warm, double megabytes) {
    /** Copies what can change. */
    Result {
      cold = List.copyOf(cold);
    }

    /** The budgets of docs/start.md. */
    List<Budget> budgets() {
      double empty = cold.get(0).median(Sample::firstAnswer);
      double sdk = cold.get(2).median(Sample::told);
      double ours = cold.get(3).median(Sample::firstAnswer);
      double whole = WarmCalls.percentile(warm.whole(), 50);
      double bare = WarmCalls.percentile(warm.bare(), 50);
      double own = WarmCalls.percentile(warm.own(), 50);
      return List.of(
          new Budget(
              "cold: first answer ÷ (empty stream handler's + bare SDK's client and first query)",
              ours / (empty + sdk),
              1.3,
              1.7),
          new Budget(
              "after the hooks: first answer ÷ warm median",
              thawed.median(Sample::firstAnswer) / whole,
              2,
              15),
          new Budget("warm: whole call ÷ the bare SDK's same calls", whole / bare, 1.15, 1.4),
          new Budget(
              "warm: own milliseconds, no call of DynamoDB on its way", own, 1, Double.MAX_VALUE),
          new Budget("warm: own share of the whole call", own / whole, 0.15, 0.3),
          new Budget("artifact, megabytes zipped", megabytes, 12, 12));
    }
  }

  /**
   * Measures.
   *
   * @param rounds how many processes of each function are started
   * @param warmUps how many calls come before those that count as warm
   */
  Result measure(int rounds, int warmUps) {
    List<Subject> all =
        List.of(
            subjects.emptyStream(), subjects.emptyObject(), subjects.bareSdk(), subjects.history());
    List<Series> cold =
        Series.inTurn(all, rounds, done -> progress.accept("cold " + done + " of " + rounds));
    progress.accept("warm");
    WarmCalls warm =
        WarmCalls.of(
            subjects.history().withBothCompilers(),
            subjects.timed().withBothCompilers(),
            all.get(2).withBothCompilers(),
            warmUps,
            Math.max(200, warmUps / 2));
    // Last: the database is warm by now, and what is left is the function's.
    Series thawed =
        Series.inTurn(
                List.of(subjects.history().forSnapshot("getSessions, thawed")),
                THAWED,
                done -> progress.accept("thawed " + done + " of " + THAWED))
            .getFirst();
    return new Result(cold, thawed, warm, megabytes());
  }

  /**
   * The variants that were tried, in turn.
   *
   * @return a series for each, the present choice first
   */
  List<Series> variants(int rounds) {
    Subject ours = subjects.history();
    List<Subject> all =
        new ArrayList<>(
            List.of(
                ours,
                subjects.compressed(),
                subjects.laidOut("compressed jar"),
                subjects.laidOut("classes as files"),
                ours.with("both compilers", "-XX:TieredStopAtLevel=4"),
                ours.with("without the JDK's archive of classes", "-Xshare:off"),
                ours.with("without verification of classes", "-Xverify:none"),
                subjects.emptyStream(),
                subjects.emptyObject(),
                subjects.bareSdk()));
    all.addAll(subjects.otherHttpClients());
    return Series.inTurn(all, rounds, done -> progress.accept(done + " of " + rounds));
  }

  private double megabytes() {
    try {
      return Files.size(artifact) / MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
