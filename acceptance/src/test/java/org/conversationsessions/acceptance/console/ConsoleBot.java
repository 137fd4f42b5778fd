package org.conversationsessions.acceptance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;

/**
 * Bots with a history of the last six days, evenly spread, which the tests of the console read and
 * do not change. Their sessions are stored, not recorded: thousands of calls would take minutes.
 */
final class ConsoleBot {
  /** How many sessions the large one has. {@code .ci/nightly} sets more. */
  static final int SESSIONS = Integer.getInteger("console.sessions", 5_000);

  /** How many sessions the small one has. */
  static final int FEW_SESSIONS = 500;

  /** One in this number of sessions was transferred to an agent. */
  static final int TRANSFERRED_EVERY = 5;

  /** How many are stored before the counters are waited for. */
  private static final int AT_A_TIME = 5_000;

  private static final Duration HISTORY = Duration.ofDays(6);
  private static final Duration INACTIVITY = Duration.ofMinutes(15);

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
    Instant first = Instant.now().minus(HISTORY).truncatedTo(ChronoUnit.MILLIS);
    Duration distance = HISTORY.minusMinutes(30).dividedBy(sessions);
    Map<String, String> window =
        Map.of("dateFrom", first.toString(), "dateTo", Instant.now().toString());
    for (int from = 0; from < sessions; from += AT_A_TIME) {
      int to = Math.min(sessions, from + AT_A_TIME);
      bot.store(
          IntStream.range(from, to)
              .mapToObj(number -> session(bot, number, first.plus(distance.multipliedBy(number))))
              .toList());
      bot.awaitMetrics(window, totals -> totals.path("sessions").asInt() == to);
    }
    return bot;
  }

  /** Returns a session as inactivity closes it: a message, and a transfer for some. */
  private static Session session(TestBot bot, int number, Instant start) {
    boolean transferred = number % TRANSFERRED_EVERY == 0;
    Instant end = transferred ? start.plusSeconds(1) : start;
    return new Session(
        SessionId.of(start, number),
        new ConversationKey(bot.id(), "user-%06d@example.com".formatted(number), "rtm"),
        end,
        List.of("en"),
        SessionType.INTERACTIVE,
        transferred ? ContainmentType.AGENT : ContainmentType.DROP_OFF,
        transferred ? Optional.of(new AgentTransfer(end, false)) : Optional.empty(),
        false,
        new Tags(List.of(), List.of(new Tag("plan", "gold", start))),
        1,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(INACTIVITY), "en", 1, 1)));
  }

  private static final class Large {
    static final TestBot BOT = fill(SESSIONS);
  }

  private static final class Small {
    static final TestBot BOT = fill(FEW_SESSIONS);
  }
}
