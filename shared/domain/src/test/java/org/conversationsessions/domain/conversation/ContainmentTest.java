package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEvents.at;
import static org.conversationsessions.domain.conversation.TestEvents.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.domain.session.ContainmentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainmentTest {
  private static final Map<String, ActivityType> SHORT =
      Map.ofEntries(
          Map.entry("C", ActivityType.CONNECT),
          Map.entry("U", ActivityType.USER_MESSAGE),
          Map.entry("O", ActivityType.AUTHORIZATION),
          Map.entry("B", ActivityType.BOT_MESSAGE),
          Map.entry("A", ActivityType.AGENT_MESSAGE),
          Map.entry("T", ActivityType.AGENT_TRANSFER),
          Map.entry("S", ActivityType.TASK_STARTED),
          Map.entry("D", ActivityType.TASK_COMPLETED),
          Map.entry("F", ActivityType.TASK_FAILED),
          Map.entry("N", ActivityType.INTENT_NOT_IDENTIFIED),
          Map.entry("X", ActivityType.DISCARD),
          Map.entry("G", ActivityType.TAGS));

  /** Each letter is an event, a second after the one before. */
  @ParameterizedTest
  @CsvSource({
    // Greetings only.
    "B, SELF_SERVICE",
    "C, SELF_SERVICE",
    "C B, SELF_SERVICE",
    "U B, SELF_SERVICE",
    // The end user's last message got an answer, or not.
    "U, DROP_OFF",
    "O, DROP_OFF",
    "U B U, DROP_OFF",
    "U U B, SELF_SERVICE",
    "U A, SELF_SERVICE",
    "U B O, DROP_OFF",
    "U B O A, SELF_SERVICE",
    "U C, DROP_OFF",
    "U S D, DROP_OFF",
    "U B C G X, SELF_SERVICE",
    // A task left unfinished and none completed.
    "U S B, DROP_OFF",
    "U S B U B, DROP_OFF",
    "U S D B, SELF_SERVICE",
    "U S D S B, SELF_SERVICE",
    "U D B, SELF_SERVICE",
    "U S X B, DROP_OFF",
    // The last task failed.
    "U S F B, DROP_OFF",
    "U F B, DROP_OFF",
    "U D F B, DROP_OFF",
    "U F D B, SELF_SERVICE",
    "U S F S D B, SELF_SERVICE",
    // The last thing was intentNotIdentified.
    "U B N, DROP_OFF",
    "U N, DROP_OFF",
    "U N B, SELF_SERVICE",
    "U B N G C X, DROP_OFF",
    "U B N S D, SELF_SERVICE",
    "N, DROP_OFF",
    // Once an agent, for good.
    "T, AGENT",
    "U T U, AGENT",
    "U S F N T B, AGENT",
    "U T A U A, AGENT"
  })
  void isDecidedAtClosingByWhatHappened(String letters, ContainmentType verdict) {
    Talk talk = Talk.proactive();
    List<TestEvents> events = events(letters, List.of());
    talk.send(events.toArray(TestEvents[]::new));
    assertThat(talk.only().containment())
        .as("until then")
        .isEqualTo(
            verdict == ContainmentType.AGENT
                ? ContainmentType.AGENT
                : ContainmentType.SELF_SERVICE);

    talk.close();

    assertThat(talk.only().containment()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C U B",
        "C U B U",
        "C U S D B",
        "C U S F B U B",
        "C U B N",
        "C U N B",
        "C U B N S F D B",
        "C B U U B B",
        "C U D F",
        "C U B O",
        "C F S D N",
        "C U T B"
      })
  void doesNotDependOnTheOrderOfArrivalWhenTimesDiffer(String letters) {
    ContainmentType inOrder = verdict(events(letters, List.of()));
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<TestEvents> shuffled = events(letters, List.of());
      // The first stays: it starts the session.
      Collections.shuffle(shuffled.subList(1, shuffled.size()), random);
      assertThat(verdict(shuffled)).as("seed " + seed + ", run " + i).isEqualTo(inOrder);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C U B, SELF_SERVICE", "C B U, DROP_OFF",
    "C U B F D, SELF_SERVICE", "C U B D F, DROP_OFF",
    "C U B N, DROP_OFF", "C U N B, SELF_SERVICE"
  })
  void atEqualTimesTheOrderOfArrivalCounts(String letters, ContainmentType verdict) {
    List<Integer> sameSecond = Collections.nCopies(letters.length() / 2 + 1, 0);

    assertThat(verdict(events(letters, sameSecond))).isEqualTo(verdict);
  }

  @Test
  void aLateAgentTransferMakesALiveSessionTheAgents() {
    Talk talk = Talk.proactive();
    talk.send(
        event(ActivityType.CONNECT, "10:00"),
        event(ActivityType.BOT_MESSAGE, "10:10"),
        event(ActivityType.AGENT_TRANSFER, "10:05"));

    assertThat(talk.only().containment()).isEqualTo(ContainmentType.AGENT);
  }

  @Test
  void isDecidedAlikeByEveryClosing() {
    for (String way : List.of("api", "sweep", "event", "refresh")) {
      Talk talk = Talk.proactive();
      talk.send(event(ActivityType.USER_MESSAGE, "10:00"));
      switch (way) {
        case "api" -> talk.close();
        case "sweep" -> talk.sweep("10:15");
        case "event" -> talk.send(event(ActivityType.BOT_MESSAGE, "10:15"));
        default -> talk.send(TestEvents.refresh("10:05"));
      }
      assertThat(talk.sessions().getFirst().containment())
          .as(way)
          .isEqualTo(ContainmentType.DROP_OFF);
    }
  }

  private static ContainmentType verdict(List<TestEvents> events) {
    Talk talk = Talk.proactive();
    talk.send(events.toArray(TestEvents[]::new));
    talk.close();
    return talk.only().containment();
  }

  private static List<TestEvents> events(String letters, List<Integer> seconds) {
    List<TestEvents> events = new ArrayList<>();
    for (String letter : Arrays.asList(letters.split(" "))) {
      int second = seconds.isEmpty() ? events.size() : seconds.get(events.size());
      ActivityType type = SHORT.get(letter);
      if (type == null) {
        throw new IllegalArgumentException(letter);
      }
      events.add(event(type, at("10:00").plusSeconds(second)));
    }
    return events;
  }
}
