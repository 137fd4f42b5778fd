package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Map<String, String> ENVIRONMENT = TestStage.environment();

  private final List<String> done = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  private Rehearsal rehearsal(Duration each) {
    return new Rehearsal(
        store ->
            new TestFunction(
                store,
                bot -> {
                  done.add(bot.value());
                  nanos.addAndGet(each.toNanos());
                  return "{}";
                }),
        List.of(Call.of("GET", "one", ""), Call.of("PUT", "two", "{}")));
  }

  private Rehearsal.Limits limits(int rounds, Duration time) {
    return new Rehearsal.Limits(rounds, time, nanos::get);
  }

  @Test
  void endsAfterSoManyRoundsOfAllItsCalls() {
    Rehearsal.Report report =
        rehearsal(Duration.ofMillis(1)).run(ENVIRONMENT, limits(3, Duration.ofSeconds(1)));

    assertThat(report).isEqualTo(new Rehearsal.Report(3, Duration.ofMillis(6)));
    assertThat(done).hasSize(6);
  }

  @Test
  void beginsNoRoundWhenItsTimeIsUp() {
    Rehearsal.Report report =
        rehearsal(Duration.ofSeconds(1)).run(ENVIRONMENT, limits(100, Duration.ofSeconds(5)));

    assertThat(report).isEqualTo(new Rehearsal.Report(3, Duration.ofSeconds(6)));
  }

  @Test
  void failsWithACallThatFails() {
    Rehearsal failing =
        new Rehearsal(
            store ->
                new TestFunction(
                    store,
                    bot -> {
                      throw new IllegalStateException("made up");
                    }),
            List.of(Call.of("GET", "one", "")));

    assertThatThrownBy(() -> failing.run(ENVIRONMENT, limits(1, Duration.ofSeconds(1))))
        .isInstanceOf(IllegalStateException.class);
  }
}
