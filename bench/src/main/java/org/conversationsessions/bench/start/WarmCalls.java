package org.conversationsessions.bench.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.bench.start.probe.TimedHandler;

/**
 * The times of warm calls, ascending.
 *
 * @param whole milliseconds of each call of our function, measured at the Runtime API
 * @param bare the same of the bare SDK, which makes the same calls of DynamoDB
 * @param own milliseconds of each call in our handler during which no call of DynamoDB was under
 *     way
 * @param rested milliseconds of calls of our function, each after as long an idle time as a
 *     restored process has before its first
 */
record WarmCalls(List<Double> whole, List<Double> bare, List<Double> own, List<Double> rested) {
  private static final int BLOCK = 25;

  /** Sorts the times. */
  WarmCalls {
    whole = whole.stream().sorted().toList();
    bare = bare.stream().sorted().toList();
    own = own.stream().sorted().toList();
    rested = rested.stream().sorted().toList();
  }

  /**
   * Has three processes answer in turn.
   *
   * @param ours our function
   * @param timed our function behind the probe that measures its own time
   * @param sdk the bare SDK
   * @param warmUps how often each answers before its calls count
   * @param counted how many calls of each count
   * @param rests how many calls of our function after idle time are measured
   */
  static WarmCalls of(
      BenchmarkTarget ours,
      BenchmarkTarget timed,
      BenchmarkTarget sdk,
      int warmUps,
      int counted,
      int rests) {
    List<Double> whole = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    List<Double> rested = new ArrayList<>();
    try (FunctionRun first = ours.start();
        FunctionRun second = timed.start();
        FunctionRun third = sdk.start()) {
      for (int i = -warmUps; i < counted; i += BLOCK) {
        List<Double> someWhole = block(first, ours.event());
        List<Double> someBare = block(third, sdk.event());
        List<Double> someOwn = ownBlock(second, timed.event());
        if (i >= 0) {
          whole.addAll(someWhole);
          bare.addAll(someBare);
          own.addAll(someOwn);
        }
      }
      for (int i = 0; i < rests; i++) {
        for (int call = 0; call < StartBench.CALLS_BEFORE_RESTORE; call++) {
          third.invoke(sdk.event());
        }
        rested.add(first.invoke(ours.event()).millis());
      }
    }
    return new WarmCalls(whole, bare, own, rested);
  }

  /** Returns a percentile of sorted figures. */
  static double percentile(List<Double> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static List<Double> block(FunctionRun run, byte[] event) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < BLOCK; i++) {
      millis.add(run.invoke(event).millis());
    }
    return millis;
  }

  private static List<Double> ownBlock(FunctionRun run, byte[] event) {
    List<Double> millis = new ArrayList<>();
    byte[] report = TimedHandler.REPORT.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < BLOCK; i++) {
      run.invoke(event);
      String line =
          new String(run.invoke(report).payload(), StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .orElseThrow();
      int blank = line.indexOf(' ');
      millis.add(
          (Long.parseLong(line, 0, blank, 10) - Long.parseLong(line, blank + 1, line.length(), 10))
              / 1e6);
    }
    return millis;
  }
}
