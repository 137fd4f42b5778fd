package org.conversationsessions.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures everything that there are budgets for. */
final class StartBench {
  /** A rehearsal takes its time: so many at least, and at most. */
  private static final int FEWEST_THAWED = 3;

  private static final int MOST_THAWED = 5;

  /** How often others ask before a process goes on, so that only that process has been idle. */
  static final int KEPT_WARM = 150;

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
   * @param emptyStream an empty stream handler
   * @param emptyObject an empty handler of objects
   * @param bareSdk the SDK with our function's calls
   * @param ours our function
   * @param thawed our function after its hooks
   * @param warm calls in the end
   * @param megabytes the size of our function's artifact
   */
  record Result(
      Series emptyStream,
      Series emptyObject,
      Series bareSdk,
      Series ours,
      Series thawed,
      WarmCalls warm,
      double megabytes) {
    /** Those that start without a snapshot. */
    List<Series> cold() {
      return List.of(emptyStream, emptyObject, bareSdk, ours);
    }

    /** The budgets of docs/cold-start.md. */
    List<Budget> budgets() {
      double empty = emptyStream.median(Sample::firstAnswer);
      double sdk = bareSdk.median(Sample::told);
      double whole = WarmCalls.percentile(warm.whole(), 50);
      double bare = WarmCalls.percentile(warm.bare(), 50);
      double own = WarmCalls.percentile(warm.own(), 50);
      return List.of(
          new Budget(
              "cold: first answer ÷ (empty stream handler's + bare SDK's client and first query)",
              ours.median(Sample::firstAnswer) / (empty + sdk),
              1.3,
              1.5),
          new Budget(
              "after the hooks: first answer ÷ warm median",
              thawed.median(Sample::firstAnswer) / whole,
              2,
              5),
          new Budget("warm: whole call ÷ the bare SDK's same calls", whole / bare, 1.15, 1.35),
          new Budget(
              "warm: own milliseconds, no call of DynamoDB on its way", own, 1, Double.MAX_VALUE),
          new Budget("warm: own share of the whole call", own / whole, 0.15, 0.25),
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
    Subject bareSdk = subjects.bareSdk();
    List<Series> cold =
        Series.inTurn(
            List.of(subjects.emptyStream(), subjects.emptyObject(), bareSdk, subjects.history()),
            rounds,
            done -> progress.accept("cold " + done + " of " + rounds));
    int thaws = Math.clamp(rounds, FEWEST_THAWED, MOST_THAWED);
    progress.accept("warm");
    WarmCalls warm =
        WarmCalls.of(
            subjects.history().withBothCompilers(),
            subjects.timed().withBothCompilers(),
            bareSdk.withBothCompilers(),
            warmUps,
            Math.max(200, warmUps / 2),
            thaws);
    Series thawed = thawed(bareSdk, thaws);
    return new Result(
        cold.get(0), cold.get(1), cold.get(2), cold.get(3), thawed, warm, megabytes());
  }

  /**
   * Processes of our function that go on after their hooks. What they call is as warm as it is on
   * AWS, where others call it all the time.
   *
   * @param other calls DynamoDB meanwhile
   */
  private Series thawed(Subject other, int rounds) {
    List<Sample> samples = new ArrayList<>();
    try (LentCredentials credentials = LentCredentials.start();
        FunctionRun others = other.withBothCompilers().start()) {
      Subject ours = subjects.history().forSnapshot("getSessions, thawed", credentials);
      for (int round = 1; round <= rounds; round++) {
        samples.add(
            Sample.ofThawed(
                ours,
                () -> {
                  for (int call = 0; call < KEPT_WARM; call++) {
                    others.invoke(other.event());
                    credentials.fetch();
                  }
                }));
        progress.accept("thawed " + round + " of " + rounds);
      }
      return new Series(ours.name(), samples);
    }
  }

  /**
   * The variants that were tried.
   *
   * @param starts a series for each, the present choice first
   * @param warm milliseconds of calls of those that differ then, sorted, by their names
   */
  record Variants(List<Series> starts, Map<String, List<Double>> warm) {
    /** Copies what can change. */
    Variants {
      starts = List.copyOf(starts);
    }
  }

  /** Tries the variants in turn. */
  Variants variants(int rounds, int warmUps) {
    Subject ours = subjects.history();
    Subject bareSdk = subjects.bareSdk();
    List<Subject> otherHttp = subjects.otherHttpClients();
    Subject compressed = subjects.compressed();
    List<Subject> all =
        new ArrayList<>(
            List.of(
                ours,
                compressed,
                subjects.laidOut("compressed jar"),
                subjects.laidOut("classes as files"),
                ours.with("both compilers", "-XX:TieredStopAtLevel=4"),
                ours.with("without the JDK's archive of classes", "-Xshare:off"),
                ours.with("without verification of classes", "-Xverify:none"),
                subjects.emptyStream(),
                subjects.emptyObject(),
                bareSdk));
    all.addAll(otherHttp);
    List<Subject> codecs = subjects.codecs();
    all.addAll(codecs);
    List<Series> starts =
        Series.inTurn(all, rounds, done -> progress.accept(done + " of " + rounds));
    progress.accept("warm");
    List<Subject> warm =
        new ArrayList<>(
            List.of(
                ours.with("getSessions, first compiler only"),
                ours.withBothCompilers(),
                compressed.withBothCompilers(),
                bareSdk.withBothCompilers()));
    otherHttp.forEach(other -> warm.add(other.withBothCompilers()));
    codecs.forEach(codec -> warm.add(codec.withBothCompilers()));
    return new Variants(starts, WarmCalls.inTurn(warm, warmUps, Math.max(200, warmUps / 2)));
  }

  private double megabytes() {
    try {
      return Files.size(artifact) / MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
