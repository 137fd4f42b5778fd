package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.conversationsessions.application.recording.RecordedConversation;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/**
 * Where sessions end, and what discards and reloads clear, depends only on the events and the order
 * of their arrival, never on when sweeps ran (contract, section 7).
 */
class SweepIndependenceTest {
  private static final int RUNS = 3000;
  private static final BotSettings FIVE_MINUTES =
      new BotSettings(true, Duration.ofMinutes(5), "en");
  private static final BotSettings FIVE_MINUTES_ON_THE_CHANNEL =
      new BotSettings(true, Duration.ofMinutes(7), "en")
          .withChannelInactivity(
              new ChannelInactivity(
                  Map.of(TestEventBuilder.HERE.channel(), Duration.ofMinutes(5))));

  @Test
  void theTimesOfSweepsChangeNoBoundaryFigureResultOrClearing(@Seeded Random seeds) {
    for (int run = 0; run < RUNS; run++) {
      long seed = seeds.nextLong();
      Random random = Randoms.fixed(seed);
      List<ActivityEvent> events = randomEvents(random);
      List<String> without = play(events, FIVE_MINUTES, Randoms.fixed(0), 0);
      double often = random.nextDouble();
      BotSettings settings = random.nextBoolean() ? FIVE_MINUTES : FIVE_MINUTES_ON_THE_CHANNEL;
      List<String> with = play(events, settings, Randoms.fixed(seed), often);
      assertThat(with)
          .as("run %s, sweeps after %s of the events %s", run, often, events)
          .isEqualTo(without);
    }
  }

  /** Returns the result of each event and then the sessions, without what a sweep may decide. */
  private static List<String> play(
      List<ActivityEvent> events, BotSettings settings, Random random, double often) {
    RecordedConversation conversation =
        RecordedConversation.proactive(TestIds.random(random.nextLong()));
    conversation.change(settings);
    List<String> seen = new ArrayList<>();
    List<SessionState> states = new ArrayList<>(List.of(stateSetNow(conversation)));
    for (ActivityEvent event : events) {
      seen.add(
          switch (conversation.trySend(event)) {
            case RecordingResult.InSession in -> "in " + in.session().start();
            case RecordingResult.Sessionless none -> "in no session";
            case RecordingResult.Refused refused -> "refused " + refused.reason();
            case RecordingResult.Failed failed -> throw failed.cause();
          });
      states.add(stateSetNow(conversation));
      if (random.nextDouble() < often) {
        // As early as the sweep can be wrong, as late as it likes.
        conversation.sweep(event.timestamp().plusSeconds(random.nextInt(1200)));
      }
    }
    conversation
        .sessions()
        .forEach(
            s ->
                seen.add(
                    String.join(
                        " ",
                        s.startTime().toString(),
                        s.endTime().toString(),
                        s.type().wire(),
                        String.valueOf(s.messages()),
                        String.valueOf(s.tasks()),
                        s.languages().toString(),
                        String.valueOf(s.developer()),
                        sorted(s.tags().user()),
                        sorted(s.tags().session()))));
    states.forEach(state -> seen.add(leftNow(state, conversation)));
    return seen;
  }

  private static String sorted(List<Tag> tags) {
    return new TreeSet<>(tags.stream().map(Tag::toString).toList()).toString();
  }

  /** Returns a state with parts that no closing clears, so that its session does not matter. */
  private static SessionState stateSetNow(RecordedConversation conversation) {
    WriteMark now =
        WriteMark.of(conversation.store.readConsistently(TestEventBuilder.HERE).clearMarkers());
    return new SessionState(
        Map.of(),
        Optional.empty(),
        Map.of(
            "profile",
            new SessionState.Profile(
                "token", RecordedConversation.TODAY, RecordedConversation.TODAY, now)),
        new SessionState.ContextTags(Optional.of("now"), List.of("before"), now),
        Optional.of(new SessionState.Context("glad", now)));
  }

  private static String leftNow(SessionState state, RecordedConversation conversation) {
    SessionState left =
        state.visible(
            conversation.store.readConsistently(TestEventBuilder.HERE).clearMarkers(),
            RecordedConversation.TODAY);
    return "left "
        + left.tags().current()
        + left.tags().historic()
        + left.sentiment().isPresent()
        + left.profiles().keySet();
  }

  private static List<ActivityEvent> randomEvents(Random random) {
    List<ActivityEvent> events = new ArrayList<>();
    Instant time = TestEventBuilder.at("10:00");
    // A line for the debug log is for whatever session is live when it comes.
    ActivityType[] types =
        Arrays.stream(ActivityType.values())
            .filter(type -> type != ActivityType.DEBUG_LOG)
            .toArray(ActivityType[]::new);
    int size = 1 + random.nextInt(25);
    for (int i = 0; i < size; i++) {
      // Round steps, so that the instants of inactivity and ties are hit.
      time = time.plusSeconds(60L * random.nextInt(random.nextInt(4) == 0 ? 9 : 3));
      TestEventBuilder event =
          random.nextInt(12) == 0
              ? TestEventBuilder.refreshAt(time)
              : TestEventBuilder.event(
                  random.nextBoolean()
                      ? types[random.nextInt(types.length)]
                      : ActivityType.USER_MESSAGE,
                  time);
      if (random.nextInt(3) == 0) {
        event.userTag("t" + random.nextInt(2), "v" + i);
      }
      if (random.nextInt(3) == 0) {
        event.sessionTag("t" + random.nextInt(2), "v" + i);
      }
      if (random.nextInt(9) == 0) {
        event.developer();
      }
      events.add(event.id("e" + i).lang("l" + random.nextInt(3)).build());
    }
    // Some arrive late.
    int swaps = random.nextInt(8);
    for (int i = 0; i < swaps; i++) {
      int at = random.nextInt(events.size());
      Collections.swap(events, at, Math.min(events.size() - 1, at + random.nextInt(4)));
    }
    if (random.nextInt(4) == 0) {
      events.add(events.get(random.nextInt(events.size())));
    }
    return events;
  }
}
