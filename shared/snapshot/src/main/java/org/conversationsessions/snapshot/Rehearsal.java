package org.conversationsessions.snapshot;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.domain.settings.Deployment;
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
   * HotSpot compiles what was called some 200 times. Beyond that the first answers get hardly
   * faster, and every deployment waits for each function's rehearsal.
   */
  static final Limits LIMITS = new Limits(200, Duration.ofSeconds(10), System::nanoTime);

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
  record Limits(int rounds, Duration time, LongSupplier nanos) {}

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
   * @param deployment the real one, so that the same ways are taken as will be later
   * @throws RuntimeException if it cannot be prepared, or a request is not answered with status 200
   */
  Report run(Deployment deployment, Limits limits) {
    long begin = limits.nanos.getAsLong();
    try (Stage stage = Stage.set(deployment, Clock.systemUTC())) {
      HttpFunction rehearsed = function.apply(stage.store());
      int rounds = 0;
      Duration took;
      do {
        calls.forEach(call -> stage.answer(rehearsed, call));
        rounds++;
        took = Duration.ofNanos(limits.nanos.getAsLong() - begin);
      } while (rounds < limits.rounds && took.compareTo(limits.time) < 0);
      return new Report(rounds, took);
    }
  }
}
