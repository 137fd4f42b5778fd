package org.conversationsessions.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
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
 * The closed sessions of a bot, from a fixed seed. Those of one week come hour by hour; of several
 * weeks each session is in a random one.
 */
final class BotTraffic implements Iterator<Session> {
  private static final List<String> CHANNELS = List.of("rtm", "msteams", "sms", "ivr");
  private static final List<String> LANGUAGES = List.of("en", "en", "en", "de", "es");
  private static final List<String> PLANS = List.of("silver", "gold", "gold");
  private static final List<String> TOPICS = List.of("billing", "delivery", "returns", "account");
  private static final int MAX_SECONDS = 900;
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private final WeeklyRhythm rhythm = new WeeklyRhythm();
  private final Traffic.Bot bot;
  private final int weeks;
  private final SplittableRandom random;
  private long made;
  private int hour;

  BotTraffic(Traffic.Bot bot, int weeks) {
    this.bot = bot;
    this.weeks = weeks;
    this.random = new SplittableRandom(bot.id().value().hashCode());
  }

  @Override
  public boolean hasNext() {
    return made < bot.sessions();
  }

  @Override
  public Session next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    while (rhythm.before(hour + 1, bot.sessions()) <= made) {
      hour++;
    }
    Instant start =
        Traffic.FROM
            .plus(Duration.ofHours(hour))
            .plusMillis(random.nextLong(Duration.ofHours(1).toMillis()))
            .minus(Duration.ofDays((long) WeeklyRhythm.DAYS * week()));
    String user = user();
    made++;
    return session(
        SessionId.of(start, random.nextLong()),
        new ConversationKey(bot.id(), user, CHANNELS.get(skewed(CHANNELS.size()))));
  }

  /** Returns how many weeks before the last one. */
  private int week() {
    return weeks == 1 ? 0 : random.nextInt(weeks);
  }

  /** Returns a user; the heavy user's sessions are spread evenly among the others. */
  private String user() {
    boolean heavy = (made + 1) * bot.heavy() / bot.sessions() > made * bot.heavy() / bot.sessions();
    return heavy ? Traffic.HEAVY_USER : bot.users().get(skewed(bot.users().size()));
  }

  private Session session(SessionId id, ConversationKey key) {
    Instant end = id.start().plusSeconds(random.nextInt(MAX_SECONDS));
    return new Session(
        id,
        key,
        end,
        List.of(LANGUAGES.get(random.nextInt(LANGUAGES.size()))),
        random.nextInt(100) < 90 ? SessionType.INTERACTIVE : SessionType.NON_INTERACTIVE,
        containment(random.nextInt(100)),
        Optional.empty(),
        false,
        tags(end),
        2 + random.nextInt(30),
        random.nextInt(3),
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(SILENCE), "en", 3, 1)));
  }

  private static ContainmentType containment(int percent) {
    if (percent < 55) {
      return ContainmentType.SELF_SERVICE;
    }
    return percent < 85 ? ContainmentType.DROP_OFF : ContainmentType.AGENT;
  }

  private Tags tags(Instant at) {
    List<Tag> user = new ArrayList<>();
    List<Tag> session = new ArrayList<>();
    int count = random.nextInt(4);
    if (count > 0) {
      session.add(new Tag("topic", TOPICS.get(random.nextInt(TOPICS.size())), at));
    }
    if (count > 1) {
      user.add(new Tag("plan", PLANS.get(random.nextInt(PLANS.size())), at));
    }
    if (count > 2) {
      session.add(new Tag("campaign", "week-" + random.nextInt(46, 50), at));
    }
    return new Tags(user, session);
  }

  /** Returns a random index; lower ones are more frequent. */
  private int skewed(int size) {
    double at = random.nextDouble();
    return (int) (at * at * size);
  }
}
