package org.conversationsessions.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which containment a closed session gets (contract, section 7). The tables write a conversation as
 * letters, one for each event:
 *
 * <ul>
 *   <li>of the end user: C connect, U message, O authorization, I message that is invalid input
 *   <li>of the bot: B message, N intent not identified
 *   <li>of a task: S started, D completed, F failed
 *   <li>of an agent: T transfer to the agent, A message
 *   <li>of the runtime: X discard, G tags
 * </ul>
 */
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

  /** Each event is a second after the one before. */
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
    // The end user's last message was not understood, whatever the bot said then.
    "U B N, DROP_OFF",
    "U N, DROP_OFF",
    "U N B, DROP_OFF",
    "U N B B, DROP_OFF",
    "U B N B, DROP_OFF",
    "U B N G C X, DROP_OFF",
    "C N, DROP_OFF",
    "C N B, DROP_OFF",
    "U N S B, DROP_OFF",
    "U N B U N B, DROP_OFF",
    "U B U N B, DROP_OFF",
    // A later user message undoes it, unless that is not understood either.
    "U N B U B, SELF_SERVICE",
    "U N U B, SELF_SERVICE",
    "U N B O B, SELF_SERVICE",
    "U N B U, DROP_OFF",
    "U N B I B, DROP_OFF",
    "U N B I B U B, SELF_SERVICE",
    "U N B U B I B, SELF_SERVICE",
    "U N B U N U B, SELF_SERVICE",
    "I B, SELF_SERVICE",
    "I N B, DROP_OFF",
    // So do a completed task and an agent, but no task that begins or fails.
    "U B N S D, SELF_SERVICE",
    "U N D B, SELF_SERVICE",
    "U N F B, DROP_OFF",
    "U D N B, DROP_OFF",
    "U N A, SELF_SERVICE",
    "U N B A B, SELF_SERVICE",
    "U A N B, DROP_OFF",
    // Once an agent, for good.
    "T, AGENT",
    "U T U, AGENT",
    "U N B T, AGENT",
    "U S F N T B, AGENT",
    "U T A U A, AGENT"
  })
  void isDecidedAtClosing(String letters, ContainmentType verdict) {
    TestConversation conversation = TestConversation.proactive();
    List<TestEventBuilder> events = events(letters);
    conversation.send(events.toArray(TestEventBuilder[]::new));
    assertThat(conversation.only().containment())
        .as("until then")
        .isEqualTo(
            verdict == ContainmentType.AGENT
                ? ContainmentType.AGENT
                : ContainmentType.SELF_SERVICE);

    conversation.close();

    assertThat(conversation.only().containment()).isEqualTo(verdict);
  }

  /**
   * Each letter has the second of its timestamp, and the letters are in the order of recording:
   * answers and intents go by that order.
   */
  @ParameterizedTest
  @CsvSource({
    "C0 U5 B4, SELF_SERVICE",
    "C0 U5 A4, SELF_SERVICE",
    "C0 B5 U4, DROP_OFF",
    "C0 U5 B6 U3, DROP_OFF",
    "C0 U5 B6 U3 B4, SELF_SERVICE",
    "C0 U9 B1 B2 U3 B0, SELF_SERVICE",
    "C0 U5 U5 B5 U5, DROP_OFF",
    "C0 U5 B6 O1, DROP_OFF",
    "C0 U5 N4 B6, DROP_OFF",
    "C0 N5 U4 B6, SELF_SERVICE",
    "C0 U5 N6 D4 B7, SELF_SERVICE",
    "C0 U5 N6 A1, SELF_SERVICE",
    "C0 U5 D6 N4 B7, DROP_OFF"
  })
  void answersAndIntentsFollowTheOrderOfRecording(String events, ContainmentType verdict) {
    List<TestEventBuilder> recorded = new ArrayList<>();
    for (String one : events.split(" ")) {
      recorded.add(event(one.substring(0, 1), Integer.parseInt(one.substring(1))));
    }

    assertThat(verdict(recorded)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C S D", "C S F", "C S F D", "C D F", "C S D S", "C S F S D F"})
  void tasksFollowTheirTimestampsInAnyOrderOfArrival(String letters, @Seeded Random random) {
    ContainmentType inOrder = verdict(events(letters));
    for (int i = 0; i < 50; i++) {
      List<TestEventBuilder> shuffled = events(letters);
      // The first stays: it starts the session.
      Collections.shuffle(shuffled.subList(1, shuffled.size()), random);
      assertThat(verdict(shuffled)).as("run %s", i).isEqualTo(inOrder);
    }
  }

  @ParameterizedTest
  @CsvSource({"C0 F1 D1, SELF_SERVICE", "C0 D1 F1, DROP_OFF"})
  void ofTasksThatEndAtTheSameTimeTheOneRecordedLastCounts(String events, ContainmentType verdict) {
    answersAndIntentsFollowTheOrderOfRecording(events, verdict);
  }

  @Test
  void discardsAndTagsAfterTheEndDecideNothing() {
    TestConversation conversation = TestConversation.proactive();
    conversation.send(events("U B").toArray(TestEventBuilder[]::new));
    conversation.close();
    conversation.send(events("F N D N X G").toArray(TestEventBuilder[]::new));

    assertThat(conversation.only().containment()).isEqualTo(ContainmentType.SELF_SERVICE);
  }

  @Test
  void aLateAgentTransferChangesALiveSession() {
    TestConversation conversation = TestConversation.proactive();
    conversation.send(
        TestEventBuilder.connect("10:00"),
        TestEventBuilder.bot("10:10"),
        TestEventBuilder.event(ActivityType.AGENT_TRANSFER, "10:05"));

    assertThat(conversation.only().containment()).isEqualTo(ContainmentType.AGENT);
  }

  @Test
  void isTheSameForEveryKindOfClosing() {
    for (String way : List.of("api", "sweep", "event", "refresh")) {
      TestConversation conversation = TestConversation.proactive();
      conversation.send(TestEventBuilder.user("10:00"));
      switch (way) {
        case "api" -> conversation.close();
        case "sweep" -> conversation.sweep();
        case "event" -> conversation.send(TestEventBuilder.bot("10:15"));
        default -> conversation.send(TestEventBuilder.refresh("10:05"));
      }
      assertThat(conversation.sessions().getFirst().containment())
          .as(way)
          .isEqualTo(ContainmentType.DROP_OFF);
    }
  }

  private static ContainmentType verdict(List<TestEventBuilder> events) {
    TestConversation conversation = TestConversation.proactive();
    conversation.send(events.toArray(TestEventBuilder[]::new));
    conversation.close();
    return conversation.only().containment();
  }

  private static List<TestEventBuilder> events(String letters) {
    List<TestEventBuilder> events = new ArrayList<>();
    for (String letter : letters.split(" ")) {
      events.add(event(letter, events.size()));
    }
    return events;
  }

  private static TestEventBuilder event(String letter, int second) {
    if (letter.equals("I")) {
      return event("U", second).invalid();
    }
    ActivityType type = SHORT.get(letter);
    if (type == null) {
      throw new IllegalArgumentException(letter);
    }
    return TestEventBuilder.event(type, at("10:00").plusSeconds(second));
  }
}
