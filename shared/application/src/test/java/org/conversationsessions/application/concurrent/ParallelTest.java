package org.conversationsessions.application.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;

class ParallelTest {
  @Test
  void processesEachItemOnceAndReturnsWhenAllAreDone() {
    AtomicInteger done = new AtomicInteger();

    Parallel.forEach(IntStream.range(0, 100).boxed().toList(), i -> done.addAndGet(i));

    assertThat(done).hasValue(4950);
  }

  @Test
  void runsInParallelUpToItsWidth() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(Parallel.MAX_THREADS);

    Parallel.forEach(
        IntStream.range(0, 4 * Parallel.MAX_THREADS).boxed().toList(),
        i -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          try {
            assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          now.decrementAndGet();
        });

    assertThat(most).hasValue(Parallel.MAX_THREADS);
  }

  @Test
  void startsNoMoreThreadsThanItsWidth() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Parallel.forEach(
        IntStream.range(0, 10_000).boxed().toList(), i -> threads.add(Thread.currentThread()));

    assertThat(threads).hasSizeLessThanOrEqualTo(Parallel.MAX_THREADS);
  }

  @Test
  void aFailureDoesNotStopTheOthersAndIsThrown() {
    AtomicInteger done = new AtomicInteger();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                Parallel.forEach(
                    List.of(1, 2, 3),
                    i -> {
                      done.incrementAndGet();
                      if (i == 2) {
                        throw new StoreException("two");
                      }
                    }))
        .withMessage("two");
    assertThat(done).hasValue(3);
  }
}
