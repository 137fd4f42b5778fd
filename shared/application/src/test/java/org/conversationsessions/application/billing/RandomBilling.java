package org.conversationsessions.application.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;

/**
 * Random sessions with transfers, developers, channels and live ones, and random queries for their
 * billing sessions.
 *
 * @param random the generator
 * @param first the first instant at which a session may start
 * @param now the present; sessions start before it
 */
public record RandomBilling(Random random, Instant first, Instant now) {
  private static final List<String> CHANNELS = List.of("rtm", "RTM", "ivr", "Web");

  /** Returns a session. Half of all sessions start on one busy day. */
  public Session session(BotId bot) {
    Instant start =
        random.nextBoolean()
            ? now.minus(Duration.ofDays(4)).plusMillis(random.nextInt(86_400_000))
            : anyInstant();
    Instant end = start.plusMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(2 * 3_600_000));
    Optional<AgentTransfer> transfer =
        random.nextInt(3) == 0
            ? Optional.of(
                new AgentTransfer(start.plusMillis(random.nextInt(3_600_000) - 60_000L), false))
            : Optional.empty();
    Instant recorded = end.plusSeconds(900).truncatedTo(ChronoUnit.SECONDS);
    return new Session(
        SessionId.of(start, random.nextLong()),
        new ConversationKey(bot, "user-" + random.nextInt(8), channel()),
        end,
        List.of(),
        random.nextInt(6) == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        transfer.isPresent() ? ContainmentType.AGENT : ContainmentType.SELF_SERVICE,
        transfer,
        random.nextInt(10) == 0,
        Tags.NONE,
        2,
        0,
        random.nextInt(10) == 0
            ? Optional.empty()
            : Optional.of(new Closing(CloseReason.API, recorded, "en", 0, 1)));
  }

  /** Returns a query whose window, position and channel are often those of a session. */
  public BillingQuery query(List<Bot> bots, List<Session> sessions) {
    Instant a = instant(sessions);
    Instant b = instant(sessions);
    Session any = sessions.get(random.nextInt(sessions.size()));
    return new BillingQuery(
        bots,
        a.isAfter(b) ? new TimeWindow(b, a) : new TimeWindow(a, b),
        random.nextInt(3) == 0 ? Optional.of(channel()) : Optional.empty(),
        random.nextBoolean() ? 0 : random.nextInt(500),
        random.nextInt(3) == 0
            ? Optional.of(
                new BillingPosition(any.id(), random.nextInt((int) BillingSession.count(any) + 1)))
            : Optional.empty(),
        1 + random.nextInt(200));
  }

  private Instant instant(List<Session> sessions) {
    Instant start = sessions.get(random.nextInt(sessions.size())).startTime();
    return switch (random.nextInt(4)) {
      case 0 -> start;
      case 1 -> start.plusMillis(1);
      case 2 -> start.truncatedTo(ChronoUnit.DAYS).minusMillis(random.nextInt(2));
      default -> anyInstant();
    };
  }

  private Instant anyInstant() {
    return first.plusMillis(random.nextLong(Duration.between(first, now).toMillis()));
  }

  private String channel() {
    return CHANNELS.get(random.nextInt(CHANNELS.size()));
  }
}
