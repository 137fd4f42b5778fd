package org.conversationsessions.domain.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void includesBothEnds() {
    TimeWindow window = new TimeWindow(TEN, TEN.plusSeconds(1));

    assertThat(window.contains(TEN)).isTrue();
    assertThat(window.contains(TEN.plusSeconds(1))).isTrue();
    assertThat(window.contains(TEN.minusMillis(1))).isFalse();
    assertThat(window.contains(TEN.plusMillis(1001))).isFalse();
    assertThat(window.length()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new TimeWindow(TEN, TEN).contains(TEN)).isTrue();
  }

  @Test
  void movesItsEndsInwardsToWholeMilliseconds() {
    TimeWindow window = new TimeWindow(TEN.plusNanos(1), TEN.plusNanos(2_999_999));

    assertThat(window).isEqualTo(new TimeWindow(TEN.plusMillis(1), TEN.plusMillis(2)));
  }

  @Test
  void mayContainNoMillisecond() {
    TimeWindow window = new TimeWindow(TEN.plusNanos(1), TEN.plusNanos(2));

    assertThat(window.contains(TEN)).isFalse();
    assertThat(window.contains(TEN.plusMillis(1))).isFalse();
    assertThat(window.length()).isNegative();
  }

  @Test
  void refusesEndsInTheWrongOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(TEN, TEN.minusNanos(1)));
  }

  @Test
  void acceptsAnyInstants() {
    assertThat(new TimeWindow(Instant.MIN, Instant.MAX).contains(TEN)).isTrue();
    assertThat(new TimeWindow(Instant.MAX, Instant.MAX).contains(TEN)).isFalse();
    assertThat(new TimeWindow(Instant.MIN, Instant.MIN).contains(TEN)).isFalse();
  }
}
