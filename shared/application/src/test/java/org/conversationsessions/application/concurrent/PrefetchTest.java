package org.conversationsessions.application.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private final AtomicInteger fetches = new AtomicInteger();

  @Test
  void isFetchedOnDemandAndOnce() {
    try (Prefetch<Integer> ahead = new Prefetch<>(fetches::incrementAndGet)) {
      assertThat(fetches).hasValue(0);
      assertThat(ahead.get()).isEqualTo(1);
      ahead.begin();
      assertThat(ahead.get()).isEqualTo(1);
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void isNotFetchedWithoutDemand() {
    new Prefetch<>(fetches::incrementAndGet).close();

    assertThat(fetches).hasValue(0);
  }

  @Test
  void isFetchedInParallelWithOtherWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Prefetch<Integer> ahead =
        new Prefetch<>(
            () -> {
              begun.countDown();
              return fetches.incrementAndGet();
            })) {
      ahead.begin();
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ahead.get()).isEqualTo(1);
    }
  }

  @Test
  void closingWaitsForAFetchThatHasBegun() {
    Prefetch<Integer> ahead = new Prefetch<>(fetches::incrementAndGet);
    ahead.begin();
    ahead.close();

    assertThat(fetches).hasValue(1);
  }

  @Test
  void aFailureIsThrownByGetOnly() {
    Prefetch<Integer> ahead =
        new Prefetch<>(
            () -> {
              throw new StoreException("made up");
            });
    ahead.begin();
    ahead.close();

    assertThatThrownBy(ahead::get).isInstanceOf(StoreException.class).hasMessage("made up");
  }
}
