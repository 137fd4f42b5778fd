package org.conversationsessions.bench.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.bench.start.probe.TimedHandler;

/**
 * What a call takes in processes that have answered often.
 *
 * @param whole milliseconds of each call of our function, at the Runtime API
 * @param bare the same of the bare SDK, which makes the same calls of DynamoDB
 * @param own milliseconds of each call inside our handler while no call of DynamoDB was on its way
 * @param rested milliseconds of calls of our function, each after as much idling as a thawed one's
 *     first
 */
record WarmCalls(List<Double> whole, List<Double> bare, List<Double> own, List<Double> rested) {
  private static final int BLOCK = 25;

  /** Sorts them. */
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
   * @param timed the same with a stopwatch
   * @param sdk the bare SDK
   * @param warmUps how often each answers before it counts
   * @param counted how often it answers then
   * @param rests how often our function answers after idling, in the end
   */
  static WarmCalls of(
      Subject ours, Subject timed, Subject sdk, int warmUps, int counted, int rests) {
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
        for (int call = 0; call < StartBench.KEPT_WARM; call++) {
          third.invoke(sdk.event());
        }
        rested.add(first.invoke(ours.event()).millis());
      }
    }
    return new WarmCalls(whole, bare, own, rested);
  }

  /**
   * Has processes of functions answer in turn.
   *
   * @param warmUps how often each answers before it counts
   * @param counted how often it answers then
   * @return the milliseconds of each one's calls, sorted, by its name, in their order
   */
  static Map<String, List<Double>> inTurn(List<Subject> subjects, int warmUps, int counted) {
    List<FunctionRun> runs = new ArrayList<>();
    try {
      subjects.forEach(subject -> runs.add(subject.start()));
      Map<String, List<Double>> calls = new LinkedHashMap<>();
      for (int i = -warmUps; i < counted; i += BLOCK) {
        for (int n = 0; n < runs.size(); n++) {
          List<Double> some = block(runs.get(n), subjects.get(n).event());
          if (i >= 0) {
            calls.computeIfAbsent(subjects.get(n).name(), name -> new ArrayList<>()).addAll(some);
          }
        }
      }
      calls.values().forEach(Collections::sort);
      return calls;
    } finally {
      runs.forEach(FunctionRun::close);
    }
  }

  /** A percentile of sorted figures. */
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
