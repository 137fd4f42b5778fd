package org.conversationsessions.local.runner.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Made-up conversations with the bot of a mail-order shop in the last two months: more by day than
 * at night, fewer at weekends, the last ones still live.
 */
final class DemoTraffic {
  private static final int DAYS = 61;
  private static final int SATURDAY = 6;
  private static final double AT_WEEKENDS = 0.45;

  /** How the sessions of a day are spread over its hours. */
  private static final int[] BY_HOUR = {
    1, 1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 19, 15, 16, 17, 17, 15, 13, 11, 9, 7, 6, 4
  };

  /** Minutes since the start of the conversations that are live. */
  private static final int[] LIVE = {2, 4, 7, 10};

  private static final List<String> NAMES =
      List.of("ada", "ben", "cora", "dara", "elif", "finn", "gina", "hugo", "iris", "jan", "kai");
  private static final int USERS_OF_A_NAME = 60;
  private static final List<String> CHANNELS =
      List.of("rtm", "rtm", "rtm", "rtm", "web", "web", "whatsapp");

  private static final double SELF_SERVICE = 0.66;
  private static final double DROP_OFF = 0.82;

  private final RandomGenerator random;
  private final Instant now;
  private final List<DemoEvent> events = new ArrayList<>();

  /** When the last conversation of each end user is over: no two of them mix. */
  private final Map<String, Instant> busy = new HashMap<>();

  private DemoTraffic(RandomGenerator random, Instant now) {
    this.random = random;
    this.now = now;
  }

  /**
   * Returns the events of all conversations, the oldest first, none later than now.
   *
   * @param sessionsADay on a working day, about
   */
  static List<DemoEvent> events(RandomGenerator random, Instant now, int sessionsADay) {
    DemoTraffic traffic = new DemoTraffic(random, now);
    ZonedDateTime midnight = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    for (int ago = DAYS; ago >= 0; ago--) {
      traffic.day(midnight.minusDays(ago), sessionsADay);
    }
    for (int minutes : LIVE) {
      traffic.conversation(now.minus(Duration.ofMinutes(minutes)));
    }
    return traffic.events.stream()
        .filter(event -> event.at().isBefore(now))
        .sorted(Comparator.comparing(DemoEvent::at))
        .toList();
  }

  private void day(ZonedDateTime midnight, int sessionsADay) {
    double share = midnight.getDayOfWeek().getValue() < SATURDAY ? 1 : AT_WEEKENDS;
    double weights = IntStream.of(BY_HOUR).sum();
    for (int hour = 0; hour < BY_HOUR.length; hour++) {
      double sessions = sessionsADay * share * BY_HOUR[hour] / weights;
      for (double left = sessions + random.nextDouble(); left >= 1; left--) {
        Instant start = midnight.plusHours(hour).toInstant().plusSeconds(random.nextInt(3600));
        if (start.isBefore(now)) {
          conversation(start);
        }
      }
    }
  }

  private void conversation(Instant start) {
    String user = user(start);
    String channel = pick(CHANNELS);
    DemoConversation conversation = new DemoConversation(random, start, user, channel);
    double ending = random.nextDouble();
    if (ending < SELF_SERVICE) {
      conversation.helped();
    } else if (ending < DROP_OFF) {
      conversation.abandoned();
    } else {
      conversation.transferred();
    }
    busy.put(user, conversation.closed());
    events.addAll(conversation.events());
  }

  /** Returns somebody who is in no conversation then. */
  private String user(Instant start) {
    String user;
    do {
      user = pick(NAMES) + random.nextInt(USERS_OF_A_NAME) + "@example.com";
    } while (busy.getOrDefault(user, Instant.MIN).isAfter(start));
    return user;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
