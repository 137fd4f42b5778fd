package org.conversationsessions.application.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JitterTest {
  @Test
  void timesDifferAndStayBelowTheBound() {
    List<Long> times =
        LongStream.range(0, 100).map(any -> Jitter.below(1_000_000)).boxed().toList();

    assertThat(times).allMatch(time -> time >= 0 && time < 1_000_000);
    assertThat(times.stream().distinct()).hasSizeGreaterThan(50);
  }
}
