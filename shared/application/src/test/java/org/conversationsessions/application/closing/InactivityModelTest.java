package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/**
 * Random histories on several channels, with settings that change and sweeps that come late, twice
 * or not at all for a day, against a model of a few lines (contract, sections 7, 8 and 9). After
 * each sweep exactly the sessions are live that the model has, and each silence that was long
 * enough has had one nudge.
 */
class InactivityModelTest {
  private static final int HISTORIES = 10_000;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final List<String> CHANNELS = List.of("rtm", "web", "sms");

  @Test
  void afterEachSweepTheSessionsOfTheModelAreLive(@Seeded Random seeds) {
    for (int history = 0; history < HISTORIES; history++) {
      long seed = seeds.nextLong();
      new History(Randoms.fixed(seed)).play("history " + history + ", seed " + seed);
    }
  }

  /** A session of the model that is live, or that a sweep has closed. */
  private record Live(Instant silentSince, boolean nudged) {
    Live after(Instant at, boolean byUser) {
      return byUser ? new Live(at, nudged && at.equals(silentSince)) : this;
    }
  }

  private static final class History {
    private final Random random;
    private final InMemoryConversations store = new InMemoryConversations();
    private final StreamedConversations streamed = new StreamedConversations(store);
    private final ManualClock clock = new ManualClock(TestEventBuilder.at("10:00"));
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final Recorder recorder =
        new Recorder(
            streamed,
            store,
            TestTranscripts.NONE,
            TestIds.counting(),
            clock,
            BackoffPolicy.immediate());
    private final InactivitySweeper sweeper =
        new InactivitySweeper(
            registry,
            store,
            streamed,
            new SessionCloser(
                streamed, store, TestTranscripts.NONE.parts(), clock, BackoffPolicy.immediate()),
            GRACE,
            3);
    private final Map<ConversationKey, Live> live = new HashMap<>();
    private final Map<ConversationKey, Live> swept = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private final List<String> nudged = new ArrayList<>();
    private Bot bot = new Bot(TestEventBuilder.HERE.bot(), "account", BotSettings.DEFAULT);

    History(Random random) {
      this.random = random;
      changeSettings();
    }

    void play(String name) {
      int steps = 5 + random.nextInt(20);
      for (int step = 0; step < steps; step++) {
        clock.advance(Duration.ofSeconds(10L * random.nextInt(36)));
        Instant now = clock.instant();
        switch (random.nextInt(12)) {
          case 0 -> changeSettings();
          case 1, 2, 3, 4, 5 -> sendEvent();
          case 6 -> clock.advance(Duration.ofDays(random.nextInt(2)));
          case 7 -> sweep(name, now.minusSeconds(random.nextInt(180)));
          case 8 -> {
            sweep(name, now);
            sweep(name, now);
          }
          default -> sweep(name, now);
        }
      }
      for (int day = 0; day < 2; day++) {
        clock.advance(Duration.ofDays(1));
        sweep(name, clock.instant());
      }
      assertThat(store.sessions())
          .as(name)
          .extracting(session -> started(session.conversation(), session.startTime()))
          .containsExactlyInAnyOrderElementsOf(started);
      assertThat(nudges()).as(name).containsExactlyInAnyOrderElementsOf(nudged);
      assertThat(store.due()).as(name).isEmpty();
    }

    private List<String> nudges() {
      return streamed.stream().stream()
          .filter(SessionChange::isNudge)
          .map(SessionChange::after)
          .map(
              session ->
                  started(session.conversation(), session.nudge().orElseThrow().silentSince()))
          .toList();
    }

    private void changeSettings() {
      Map<String, Duration> own = new HashMap<>();
      for (String channel : CHANNELS) {
        if (random.nextInt(3) > 0) {
          own.put(channel, minutes());
        }
      }
      bot =
          new Bot(
              bot.id(),
              bot.account(),
              new BotSettings(true, minutes(), "en")
                  .withChannelInactivity(new ChannelInactivity(own))
                  .withNudge(nudge())
                  .withVersion(bot.settings().version() + 1));
      registry.put(bot);
    }

    private NudgeSettings nudge() {
      return new NudgeSettings(
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of(Duration.ofMinutes(1 + random.nextInt(4))),
          random.nextBoolean() ? Set.of() : Set.of("web"));
    }

    private Duration minutes() {
      return Duration.ofMinutes(5 + random.nextInt(4) * 3);
    }

    private void sendEvent() {
      Instant now = clock.instant();
      ConversationKey key =
          new ConversationKey(
              bot.id(), "user-" + random.nextInt(2), CHANNELS.get(random.nextInt(CHANNELS.size())));
      boolean byUser = random.nextBoolean();
      ActivityType type = byUser ? ActivityType.USER_MESSAGE : ActivityType.BOT_MESSAGE;
      recorder.record(bot, List.of(TestEventBuilder.event(type, now).in(key).build()));
      Live before = live.get(key);
      Live ended = swept.get(key);
      if (before != null && inactiveAt(key, before).isAfter(now)) {
        live.put(key, before.after(now, byUser));
      } else if (before == null && ended != null && inactiveAt(key, ended).isAfter(now)) {
        // A longer duration was set after the sweep had closed the session: the event counts there.
        swept.put(key, ended.after(now, byUser));
      } else {
        live.put(key, new Live(now, false));
        started.add(started(key, now));
      }
    }

    private void sweep(String name, Instant scheduled) {
      InactivitySweeper.Report report = sweeper.run(scheduled, () -> true);

      for (ConversationKey key : List.copyOf(live.keySet())) {
        if (!inactiveAt(key, Objects.requireNonNull(live.get(key)))
            .isAfter(scheduled.minus(GRACE))) {
          swept.put(key, live.remove(key));
        }
      }
      live.replaceAll((key, session) -> nudgedAt(key, session, scheduled.minus(GRACE)));
      assertThat(report.finished()).as(name).isTrue();
      assertThat(
              store.sessions().stream()
                  .filter(session -> session.status() == SessionStatus.ACTIVE)
                  .map(Session::conversation))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(live.keySet());
    }

    /** Returns a session after a sweep, which nudges its end user once in a silence. */
    private Live nudgedAt(ConversationKey key, Live session, Instant at) {
      NudgeSettings nudge = bot.settings().nudge();
      boolean isDue =
          nudge.after().filter(after -> !session.silentSince().plus(after).isAfter(at)).isPresent()
              && !nudge.excludedChannels().contains(key.channel());
      if (session.nudged() || !isDue) {
        return session;
      }
      nudged.add(started(key, session.silentSince()));
      return new Live(session.silentSince(), true);
    }

    private Instant inactiveAt(ConversationKey key, Live session) {
      Duration own = bot.settings().channelInactivity().byChannel().get(key.channel());
      return session.silentSince().plus(own == null ? bot.settings().inactivity() : own);
    }

    private static String started(ConversationKey key, Instant at) {
      return key.userId() + " " + key.channel() + " " + at;
    }
  }
}
