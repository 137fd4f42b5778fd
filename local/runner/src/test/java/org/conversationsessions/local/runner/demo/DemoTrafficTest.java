package org.conversationsessions.local.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/** What {@code bin/local --demo} records (contract, section 12). */
class DemoTrafficTest {
  private static final Instant NOW = Instant.parse("2026-03-04T15:00:00Z");

  @Test
  void eventsAreInOrderAndNoneIsLaterThanNow(@Seeded Random random) {
    List<DemoEvent> events = DemoTraffic.events(random, NOW, 10);

    assertThat(events).isSortedAccordingTo(Comparator.comparing(DemoEvent::at));
    assertThat(events.getFirst().at()).isBefore(NOW.minus(Duration.ofDays(40)));
    assertThat(events.getLast().at()).isBefore(NOW);
  }

  @Test
  void itHasEveryEndingLinesOfTheDebugLogAndAgents(@Seeded Random random) {
    List<DemoEvent> events = DemoTraffic.events(random, NOW, 10);

    assertThat(events)
        .extracting(event -> event.fields().get("type"))
        .contains(
            "userMessage",
            "botMessage",
            "taskCompleted",
            "intentNotIdentified",
            "agentTransfer",
            "agentMessage",
            "tags",
            "debugLog",
            "discard");
  }

  /** Else a closing would fall into somebody's next conversation, and a message be refused. */
  @Test
  void conversationsOfAnEndUserDoNotMix(@Seeded Random random) {
    Map<String, String> channels = new HashMap<>();
    for (DemoEvent event : DemoTraffic.events(random, NOW, 60)) {
      String channel = String.valueOf(event.fields().get("channel"));
      if ("discard".equals(event.fields().get("type"))) {
        assertThat(channels.remove(event.user())).isEqualTo(channel);
      } else {
        assertThat(channels.computeIfAbsent(event.user(), _ -> channel)).isEqualTo(channel);
      }
    }
  }

  @Test
  void someConversationsAreLive(@Seeded Random random) {
    List<DemoEvent> events = DemoTraffic.events(random, NOW, 0);

    assertThat(events).isNotEmpty();
    assertThat(events).noneMatch(event -> "discard".equals(event.fields().get("type")));
  }
}
