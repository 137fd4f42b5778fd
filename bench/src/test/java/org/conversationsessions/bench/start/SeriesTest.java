package org.conversationsessions.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static Series firstAnswers(double... millis) {
    return new Series(
        "made up",
        DoubleStream.of(millis).mapToObj(first -> new Sample(1, first, 2, 3, 4)).toList());
  }

  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertThat(firstAnswers(9, 1, 5).median(Sample::firstAnswer)).isEqualTo(5);
    assertThat(firstAnswers(7).median(Sample::firstAnswer)).isEqualTo(7);
  }

  @Test
  void ofAnEvenNumberTheMedianIsTheUpperOfTheTwo() {
    assertThat(firstAnswers(4, 1, 3, 2).median(Sample::firstAnswer)).isEqualTo(3);
  }

  @Test
  void theMedianIsOfTheFigureAskedFor() {
    assertThat(firstAnswers(9, 1, 5).median(Sample::reported)).isEqualTo(4);
  }

  @Test
  void samplesAreCopied() {
    List<Sample> samples = new ArrayList<>(List.of(new Sample(1, 1, 1, 1, 1)));
    Series series = new Series("made up", samples);
    samples.clear();
    assertThat(series.samples()).hasSize(1);
  }
}
