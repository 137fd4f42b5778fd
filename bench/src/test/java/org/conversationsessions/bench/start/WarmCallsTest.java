package org.conversationsessions.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmCallsTest {
  @Test
  void timesAreSorted() {
    WarmCalls calls =
        new WarmCalls(List.of(3.0, 1.0), List.of(2.0, 1.0), List.of(9.0, 8.0), List.of(5.0, 4.0));

    assertThat(calls)
        .isEqualTo(
            new WarmCalls(
                List.of(1.0, 3.0), List.of(1.0, 2.0), List.of(8.0, 9.0), List.of(4.0, 5.0)));
  }

  @Test
  void aPercentileIsTheFigureThatThisShareIsBelow() {
    List<Double> hundred = IntStream.range(0, 100).mapToObj(n -> (double) n).toList();

    assertThat(WarmCalls.percentile(hundred, 50)).isEqualTo(50);
    assertThat(WarmCalls.percentile(hundred, 99)).isEqualTo(99);
    assertThat(WarmCalls.percentile(hundred, 100)).isEqualTo(99);
    assertThat(WarmCalls.percentile(List.of(7.0), 99)).isEqualTo(7);
  }
}
