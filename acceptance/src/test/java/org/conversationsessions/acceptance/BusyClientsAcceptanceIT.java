package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Eight clients at once record batches of 100 events of 50 people each. {@code -Dload.events=20000}
 * makes it ten times as long.
 */
class BusyClientsAcceptanceIT {
  private static final int EVENTS = Integer.getInteger("load.events", 2_000);
  private static final int CLIENTS = 8;
  private static final int BATCH = 100;
  private static final int PEOPLE = 50;

  @Test
  void noEventOfEightClientsIsAnsweredWithAnError() throws Exception {
    TestBot bot = TestBot.create();
    Resending load = new Resending(bot, "busy");
    int batches = EVENTS / BATCH;
    long start = System.nanoTime();
    int small = 0;
    Duration slowestSmall = Duration.ZERO;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> sent =
          threads.submit(
              () -> {
                load.send(CLIENTS, batches, BATCH, PEOPLE);
                return null;
              });
      // Beside them one that sends one event after the other.
      do {
        long begun = System.nanoTime();
        bot.record(Event.userMessage("small-" + small++, "rtm", Instant.now()));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        slowestSmall = slowestSmall.compareTo(took) < 0 ? took : slowestSmall;
      } while (!sent.isDone());
      sent.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d events of %d clients: %s in %.1f s (%.0f a second), slowest batch %.1f s; beside them"
            + " %d requests of one event, the slowest %.1f s%n",
        EVENTS,
        CLIENTS,
        load.answers(),
        seconds,
        EVENTS / seconds,
        load.slowest().toMillis() / 1e3,
        small,
        slowestSmall.toMillis() / 1e3);
    assertThat(load.answers()).isEqualTo(Map.of(200, batches * BATCH));
    bot.awaitTotal(batches * PEOPLE + small, Map.of());
    assertThat(load.recorded())
        .hasSize(batches * PEOPLE)
        .allSatisfy((user, messages) -> assertThat(messages).isEqualTo(BATCH / PEOPLE));
  }
}
