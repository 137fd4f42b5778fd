package org.conversationsessions.bench;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;

/**
 * An account's sessions of some weeks: a bot with a given number, and four smaller bots.
 *
 * @param bots most queries are about the first
 * @param weeks the number of weeks over which the sessions are spread; the last one begins at
 *     {@link #FROM}
 */
public record Traffic(List<Bot> bots, int weeks) {
  /** The start of the last week: a Monday. */
  public static final Instant FROM = Instant.parse("2026-11-09T00:00:00Z");

  /** The last millisecond of the week. */
  public static final Instant TO = FROM.plus(Duration.ofDays(WeeklyRhythm.DAYS)).minusMillis(1);

  /** The morning after the week: all sessions are counted, none has expired. */
  public static final Clock CLOCK = Clock.fixed(TO.plus(Duration.ofHours(8)), ZoneOffset.UTC);

  /** An end user of the first bot with a fifth of its sessions, at most 20,000. */
  public static final String HEAVY_USER = userId("heavy user");

  private static final long HEAVY = 20_000;
  private static final int FEWEST_USERS = 2000;
  private static final int MAX_USERS = 5000;

  /** The sessions of the smaller bots in percent of the first bot's. */
  private static final int[] SMALLER = {4, 2, 1, 1};

  /** Copies the list. */
  public Traffic {
    bots = List.copyOf(bots);
  }

  /**
   * A bot.
   *
   * @param id its identifier
   * @param sessions the number of its sessions
   * @param users its end users, the busiest first
   * @param heavy the number of the heavy user's sessions
   */
  public record Bot(BotId id, long sessions, List<String> users, long heavy) {
    /** Copies the list. */
    public Bot {
      users = List.copyOf(users);
    }
  }

  /** Returns a week's traffic with this many sessions of the first bot. */
  public static Traffic of(long sessions) {
    return ofWeeks(1, sessions);
  }

  /** Returns traffic of some weeks with this many sessions of the first bot. */
  public static Traffic ofWeeks(int weeks, long sessions) {
    List<Bot> bots = new ArrayList<>();
    bots.add(bot(0, sessions, Math.min(HEAVY, sessions / 5)));
    for (int hundredths : SMALLER) {
      bots.add(bot(bots.size(), sessions * hundredths / 100, 0));
    }
    return new Traffic(bots, weeks);
  }

  /** Returns all sessions, bot by bot. */
  public Iterator<Session> sessions() {
    return bots.stream()
        .flatMap(bot -> Stream.generate(new BotTraffic(bot, weeks)::next).limit(bot.sessions()))
        .iterator();
  }

  /** Returns the sessions of the first bot. */
  public Iterator<Session> mainSessions() {
    return new BotTraffic(main(), weeks);
  }

  /** Returns the number of all sessions. */
  public long total() {
    return bots.stream().mapToLong(Bot::sessions).sum();
  }

  /** Returns the first bot. */
  public Bot main() {
    return bots.getFirst();
  }

  private static Bot bot(int number, long sessions, long heavy) {
    int users = Math.clamp(sessions / 20, FEWEST_USERS, MAX_USERS);
    return new Bot(
        botId("bot " + number),
        sessions,
        IntStream.range(0, users).mapToObj(user -> userId(number + " " + user)).toList(),
        heavy);
  }

  /** Returns the identifier of a bot, the same for the same name, as long as Kore.ai's. */
  public static BotId botId(String name) {
    return new BotId("st-" + uuid(name));
  }

  /** Returns the identifier of an end user, the same for the same name, as long as Kore.ai's. */
  public static String userId(String name) {
    return "u-" + uuid(name);
  }

  private static UUID uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }
}
