package org.conversationsessions.acceptance.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;

/**
 * Bots with a history of the last six days, evenly spread, which the tests of the console read and
 * do not change. The calls that fill one take a minute or two for thousands of sessions.
 */
final class ConsoleBot {
  /** How many sessions the large one has. {@code .ci/nightly} sets more. */
  static final int SESSIONS = Integer.getInteger("console.sessions", 5_000);

  /** How many sessions the small one has. */
  static final int FEW_SESSIONS = 500;

  /** One in this number of sessions was transferred to an agent. */
  static final int TRANSFERRED_EVERY = 5;

  private static final int EVENTS_OF_A_REQUEST = 100;
  private static final Duration HISTORY = Duration.ofDays(6);

  private ConsoleBot() {}

  /** Returns the large bot, which the first call fills. */
  static TestBot large() {
    return Large.BOT;
  }

  /** Returns the small bot, which the first call fills. */
  static TestBot small() {
    return Small.BOT;
  }

  private static TestBot fill(int sessions) {
    TestBot bot = TestBot.create();
    Instant first = Instant.now().minus(HISTORY);
    Duration distance = HISTORY.minusMinutes(30).dividedBy(sessions);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
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
    // Also the closings are counted then: what was not transferred is live as self-service.
    bot.awaitTotal(
        sessions - sessions / TRANSFERRED_EVERY,
        "?containmentType=dropOff",
        Map.of("dateFrom", first.minusSeconds(60).toString(), "dateTo", Instant.now().toString()));
    return bot;
  }

  private static final class Large {
    static final TestBot BOT = fill(SESSIONS);
  }

  private static final class Small {
    static final TestBot BOT = fill(FEW_SESSIONS);
  }
}
