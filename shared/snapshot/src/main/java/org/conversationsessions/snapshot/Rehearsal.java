package org.conversationsessions.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.store.Store;

/**
 * A function answers made-up requests on a {@link Stage}, again and again, so that its code is
 * loaded, linked and compiled when the first real request comes.
 *
 * @param function makes a function of its own over a store; the one that serves is not touched
 * @param calls what a round of requests is
 */
public record Rehearsal(Function<Store, HttpFunction> function, List<Call> calls) {
  /**
   * Names the environment variable that says after how many seconds no new round begins: 1 to 60. A
   * deployment waits for the rehearsals, so a test that only wants to see one may set it lower.
   */
  static final String SECONDS = "PRIMING_SECONDS";

  /**
   * The first compiler comes to what was called 200 times, the second to what was called 5,000
   * times or loops: what an answer does for each of a hundred rows is there after some hundred
   * rounds, what it does once only gains from more.
   */
  private static final int ROUNDS = 2000;

  private static final int USUAL_SECONDS = 10;
  private static final int MOST_SECONDS = 60;

  /** Copies what can change. */
  public Rehearsal {
    calls = List.copyOf(calls);
  }

  /**
   * When it is enough.
   *
   * @param rounds so many
   * @param time no new round begins after this
   * @param nanos tells the time that has passed, as {@link System#nanoTime} does
   */
  record Limits(int rounds, Duration time, LongSupplier nanos) {
    /** Those that hold in this environment; what is no number of seconds there is ignored. */
    static Limits of(Map<String, String> environment) {
      String seconds = environment.getOrDefault(SECONDS, "");
      int named = seconds.matches("[0-9]{1,2}") ? Integer.parseInt(seconds) : USUAL_SECONDS;
      return new Limits(
          ROUNDS, Duration.ofSeconds(Math.clamp(named, 1, MOST_SECONDS)), System::nanoTime);
    }
  }

  /**
   * How it went: well.
   *
   * @param rounds how many there were
   * @param took how long that took, the preparation included
   */
  record Report(int rounds, Duration took) {}

  /**
   * Rehearses.
   *
   * @param environment the real one, so that the same ways are taken as will be later
   * @throws RuntimeException if it cannot be prepared, or a request is not answered with status 200
   */
  Report run(Map<String, String> environment, Limits limits) {
    long begin = limits.nanos.getAsLong();
    try (Stage stage = Stage.set(environment, Clock.systemUTC())) {
      int rounds = 0;
      Duration took;
      do {
        // What a function does only for its first request must have been done often, too.
        HttpFunction rehearsed = function.apply(stage.newStore());
        calls.forEach(call -> stage.answer(rehearsed, call));
        rounds++;
        took = Duration.ofNanos(limits.nanos.getAsLong() - begin);
      } while (rounds < limits.rounds && took.compareTo(limits.time) < 0);
      return new Report(rounds, took);
    }
  }
}
