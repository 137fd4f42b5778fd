package org.conversationsessions.application.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void workWithoutADeadlineHasNoTimeLimit() {
    assertThat(Deadline.current().millisLeft()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isEvaluatedAtEachCallAndAppliesToTheWorkAlone() {
    AtomicLong left = new AtomicLong(3);

    List<Long> seen =
        Deadline.within(
            left::getAndDecrement,
            () -> List.of(Deadline.current().millisLeft(), Deadline.current().millisLeft()));

    assertThat(seen).containsExactly(3L, 2L);
    assertThat(Deadline.current().millisLeft()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void throwsWhatTheWorkThrows() {
    assertThatThrownBy(
            () ->
                Deadline.within(
                    () -> 1,
                    () -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");
  }

  @Test
  void followsParallelWork() {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    List<Integer> items = IntStream.range(0, 100).boxed().toList();

    Deadline.within(
        () -> 7,
        () -> {
          Parallel.forEach(items, item -> seen.add(Deadline.current().millisLeft()));
          return null;
        });

    assertThat(seen).containsExactly(7L);
  }

  @Test
  void followsPrefetchedWork() {
    long seen =
        Deadline.within(
            () -> 7,
            () -> {
              try (Prefetch<Long> ahead = new Prefetch<>(() -> Deadline.current().millisLeft())) {
                ahead.begin();
                return ahead.get();
              }
            });

    assertThat(seen).isEqualTo(7);
  }
}
