package org.conversationsessions.bench.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * The samples of one target.
 *
 * @param name the target's name
 * @param samples one for each process; at least one
 */
record Series(String name, List<Sample> samples) {
  /** Copies the samples. */
  Series {
    samples = List.copyOf(samples);
  }

  /**
   * Starts processes of these targets in turn, so that a change of the machine's speed affects all.
   *
   * @param rounds how many processes of each
   * @param done accepts the number of rounds completed
   */
  static List<Series> inTurn(List<BenchmarkTarget> targets, int rounds, IntConsumer done) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (BenchmarkTarget target : targets) {
        samples.computeIfAbsent(target.name(), name -> new ArrayList<>()).add(Sample.of(target));
      }
      done.accept(round + 1);
    }
    return samples.entrySet().stream().map(e -> new Series(e.getKey(), e.getValue())).toList();
  }

  /** Returns the median of a figure; of an even number of samples the upper one. */
  double median(ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
