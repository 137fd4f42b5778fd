package org.conversationsessions.acceptance.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;

/** A bot with a history that the tests of the console read and do not change. */
final class ConsoleBot {
  /** How many sessions it has. {@code .ci/nightly} sets more. */
  static final int SESSIONS = Integer.getInteger("console.sessions", 5_000);

  /** One of so many sessions was transferred to an agent. */
  static final int TRANSFERRED_EVERY = 5;

  private static final int EVENTS_OF_A_REQUEST = 100;
  private static final Duration HISTORY = Duration.ofDays(6);

  private ConsoleBot() {}

  /** Returns the bot, which the first call fills: sessions of the last six days, evenly. */
  static TestBot get() {
    return Filled.BOT;
  }

  private static TestBot fill() {
    TestBot bot = TestBot.create();
    Instant first = Instant.now().minus(HISTORY);
    Duration distance = HISTORY.minusMinutes(30).dividedBy(SESSIONS);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      String user = "user-%06d@example.com".formatted(i);
      Instant at = first.plus(distance.multipliedBy(i));
      events.add(
          Event.userMessage(user, "rtm", at)
              .with("tags", Map.of("session", List.of(Map.of("name", "plan", "value", "gold")))));
      if (i % TRANSFERRED_EVERY == 0) {
        events.add(Event.of("agentTransfer", user, "rtm", at.plusSeconds(1)));
      }
      if (events.size() >= EVENTS_OF_A_REQUEST - 1) {
        bot.record(events.toArray(Event[]::new));
        events.clear();
      }
    }
    if (!events.isEmpty()) {
      bot.record(events.toArray(Event[]::new));
    }
    bot.sweep(Instant.now());
    bot.awaitTotal(
        SESSIONS,
        Map.of("dateFrom", first.minusSeconds(60).toString(), "dateTo", Instant.now().toString()));
    return bot;
  }

  private static final class Filled {
    static final TestBot BOT = fill();
  }
}
