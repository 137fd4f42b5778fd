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
 * The sessions of an account's week: a bot with as many as were asked for, and four smaller ones.
 *
 * @param bots the first is the one that most questions are about
 */
public record Traffic(List<Bot> bots) {
  /** When the week begins: a Monday. */
  public static final Instant FROM = Instant.parse("2026-11-09T00:00:00Z");

  /** The last millisecond of the week. */
  public static final Instant TO = FROM.plus(Duration.ofDays(WeeklyRhythm.DAYS)).minusMillis(1);

  /** The morning after: everything has been counted, nothing has expired. */
  public static final Clock CLOCK = Clock.fixed(TO.plus(Duration.ofHours(8)), ZoneOffset.UTC);

  /** An end user of the first bot with very many sessions. */
  public static final String HEAVY_USER = "u-" + uuid("heavy user");

  private static final long HEAVY = 20_000;
  private static final int FEWEST_USERS = 2000;
  private static final int MOST_USERS = 5000;

  /** What the smaller bots have, in hundredths of the first one's. */
  private static final int[] SMALLER = {4, 2, 1, 1};

  /** Copies what can change. */
  public Traffic {
    bots = List.copyOf(bots);
  }

  /**
   * A bot.
   *
   * @param id its identifier
   * @param sessions how many it has
   * @param users its end users, the busiest first
   * @param heavy how many of the sessions the heavy user has
   */
  public record Bot(BotId id, long sessions, List<String> users, long heavy) {
    /** Copies what can change. */
    public Bot {
      users = List.copyOf(users);
    }
  }

  /** So many sessions of the first bot. */
  public static Traffic of(long sessions) {
    List<Bot> bots = new ArrayList<>();
    bots.add(bot(0, sessions, Math.min(HEAVY, sessions / 5)));
    for (int hundredths : SMALLER) {
      bots.add(bot(bots.size(), sessions * hundredths / 100, 0));
    }
    return new Traffic(bots);
  }

  /** All of them, bot by bot. */
  public Iterator<Session> sessions() {
    return bots.stream()
        .flatMap(bot -> Stream.generate(new BotTraffic(bot)::next).limit(bot.sessions()))
        .iterator();
  }

  /** How many that is. */
  public long total() {
    return bots.stream().mapToLong(Bot::sessions).sum();
  }

  /** The first bot. */
  public Bot main() {
    return bots.getFirst();
  }

  private static Bot bot(int number, long sessions, long heavy) {
    int users = Math.clamp(sessions / 20, FEWEST_USERS, MOST_USERS);
    return new Bot(
        new BotId("st-" + uuid("bot " + number)),
        sessions,
        IntStream.range(0, users).mapToObj(user -> "u-" + uuid(number + " " + user)).toList(),
        heavy);
  }

  private static UUID uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }
}
