package org.conversationsessions.snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.store.Store;

/**
 * A function's requests for priming.
 *
 * @param function creates an instance over a store; the instance that serves requests takes no part
 * @param fixtures writes the items that the requests need besides a bot and an app
 * @param requests the requests of a round
 */
public record Priming(
    Function<Store, HttpFunction> function,
    Consumer<Store> fixtures,
    List<PrimingRequest> requests) {
  private static final int DEFAULT_SECONDS = 10;
  private static final int MAX_SECONDS = 60;

  /** Copies the requests. */
  public Priming {
    requests = List.copyOf(requests);
  }

  /**
   * Returns how long to prime: {@code PRIMING_SECONDS}, 1 to 60. A deployment waits for it. A value
   * that is not a number of seconds is ignored.
   */
  static Duration time(Map<String, String> environment) {
    String value = environment.getOrDefault("PRIMING_SECONDS", "");
    int seconds = value.matches("[0-9]{1,2}") ? Integer.parseInt(value) : DEFAULT_SECONDS;
    return Duration.ofSeconds(Math.clamp(seconds, 1, MAX_SECONDS));
  }

  /**
   * Primes: one round, and further ones as long as there is time.
   *
   * @param hasTime asked after each round
   * @return the rounds completed
   * @throws IllegalStateException if a response has a status other than 200 or 202
   */
  int run(Map<String, String> environment, BooleanSupplier hasTime) {
    int rounds = 0;
    try (PrimingEnvironment primed = new PrimingEnvironment(environment, fixtures)) {
      do {
        // The first request after a restore also fills caches, so each round has a new instance.
        Store store = primed.newStore();
        HttpFunction instance = function.apply(store);
        boolean gzip = rounds++ % 2 == 0;
        requests.forEach(request -> primed.answer(instance, request, gzip));
        store.dynamo().close();
      } while (hasTime.getAsBoolean());
    }
    return rounds;
  }
}
