package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimingTest {
  private static final Map<String, String> ENVIRONMENT = TestPrimingEnvironment.environment();

  private final List<Store> stores = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();

  private Priming priming() {
    return new Priming(
        store -> {
          stores.add(store);
          return new TestFunction(
              store,
              bot -> {
                answered.add(bot.value());
                return "{}";
              });
        },
        store -> {},
        List.of(PrimingRequest.of("GET", "one", ""), PrimingRequest.of("PUT", "two", "{}")));
  }

  @Test
  void oneRoundOfAllRequestsIsAnsweredWhenThereIsNoTime() {
    assertThat(priming().run(ENVIRONMENT, () -> false)).isOne();
    assertThat(answered).hasSize(2);
  }

  @Test
  void everyRoundHasAFunctionOverANewClient() {
    int rounds = priming().run(ENVIRONMENT, () -> stores.size() < 3);

    assertThat(rounds).isEqualTo(3);
    assertThat(answered).hasSize(2 * rounds);
    assertThat(stores).hasSize(rounds).extracting(Store::dynamo).doesNotHaveDuplicates();
  }

  @Test
  void noThreadOfTheSdkIsLeft() throws InterruptedException {
    Set<Thread> ofOtherTests = sdkThreads();
    priming().run(ENVIRONMENT, () -> stores.size() < 3);

    Set<Thread> left = sdkThreads();
    left.removeAll(ofOtherTests);
    for (Thread thread : left) {
      // A closed client's threads end a little later.
      thread.join(Duration.ofSeconds(10));
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }

  private static Set<Thread> sdkThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sdk-"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void aRequestThatFailsEndsThePriming() {
    Priming failing =
        new Priming(
            store ->
                new TestFunction(
                    store,
                    bot -> {
                      throw new IllegalStateException("made up");
                    }),
            store -> {},
            List.of(PrimingRequest.of("GET", "one", "")));

    assertThatThrownBy(() -> failing.run(ENVIRONMENT, () -> true))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "60,60", "0,1", "99,60", "'',10", "100,10", "-1,10", "ten,10"})
  void theTimeIsOneToSixtySecondsAndTenUnlessConfigured(String value, long seconds) {
    assertThat(Priming.time(Map.of("PRIMING_SECONDS", value)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void theTimeIsTenSecondsWithoutAVariable() {
    assertThat(Priming.time(Map.of())).isEqualTo(Duration.ofSeconds(10));
  }
}
