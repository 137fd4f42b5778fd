package org.conversationsessions.bench.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * The samples of one function's processes.
 *
 * @param name the function
 * @param samples one for each process
 */
record Series(String name, List<Sample> samples) {
  /** Copies what can change. */
  Series {
    samples = List.copyOf(samples);
  }

  /**
   * Starts processes of these functions in turn, so that all of them see the machine's moods.
   *
   * @param rounds how often
   * @param done is told how many rounds are done
   */
  static List<Series> inTurn(List<Subject> subjects, int rounds, IntConsumer done) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        samples.computeIfAbsent(subject.name(), name -> new ArrayList<>()).add(Sample.of(subject));
      }
      done.accept(round + 1);
    }
    return samples.entrySet().stream().map(e -> new Series(e.getKey(), e.getValue())).toList();
  }

  /** The median of a figure. */
  double median(ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
