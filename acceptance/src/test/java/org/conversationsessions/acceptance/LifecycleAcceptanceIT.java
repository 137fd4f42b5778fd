package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a session starts, continues, splits and closes, and what it shows then (contract, section
 * 7).
 */
class LifecycleAcceptanceIT {
  private static final Duration START = Duration.ZERO;
  private static final Duration INACTIVE = Duration.ofMinutes(15);

  private final Scene scene = Scene.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connect",
        "userMessage",
        "botMessage",
        "authorization",
        "taskStarted",
        "agentTransfer",
        "agentMessage"
      })
  void anEventThatFindsNoLiveSessionStartsOneAtItsTimestamp(String type) {
    String id = scene.session(Scene.event(type, START));
    JsonNode session = scene.only();
    assertThat(session.get("sessionId").asText()).isEqualTo(id);
    assertThat(session.get("start_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
    assertThat(session.get("end_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
    assertThat(session.get("sessionStatus").asText()).isEqualTo("active");
    assertThat(session.get("sessionType").asText())
        .isEqualTo(
            type.equals("userMessage") || type.equals("authorization")
                ? "interactive"
                : "non-interactive");
    assertThat(session.get("containmentType").asText())
        .isEqualTo(type.equals("agentTransfer") ? "agent" : "selfService");
  }

  @ParameterizedTest
  @ValueSource(strings = {"userMessage", "authorization"})
  void theEndUsersFirstPartMakesASessionInteractiveForGood(String type) {
    scene.record(Scene.bot(START));
    assertThat(scene.only().get("sessionType").asText()).isEqualTo("non-interactive");
    scene.record(Scene.event(type, Scene.minutes(1)), Scene.bot(Scene.minutes(2)));
    assertThat(scene.only().get("sessionType").asText()).isEqualTo("interactive");
  }

  @Test
  void aConversationIsOfOneBotOneUserAndOneChannel() {
    List<String> ids =
        List.of(
            scene.session(Scene.user(START)),
            scene.session(Scene.user(START).with("channel", "sms")),
            scene.session(Scene.user(START).with("userId", "u-2")),
            Scene.create().session(Scene.user(START)));
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void aSessionGoesOnUntilJustBeforeTheUsersLastInteractionIsFifteenMinutesOld() {
    String id = scene.session(Scene.user(START));
    assertThat(scene.session(Scene.user(INACTIVE.minusMillis(1)))).isEqualTo(id);
    assertThat(scene.session(Scene.user(INACTIVE.multipliedBy(2).minusMillis(2)))).isEqualTo(id);
    assertThat(scene.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userMessage",
        "botMessage",
        "connect",
        "authorization",
        "agentMessage",
        "agentTransfer",
        "taskStarted"
      })
  void anEventAtTheVeryInstantOfInactivityClosesTheOldSessionAndStartsANewOne(String type) {
    String old = scene.session(Scene.user(START), Scene.bot(Scene.minutes(1)));
    String next = scene.session(Scene.event(type, INACTIVE));
    assertThat(next).isNotEqualTo(old);
    JsonNode sessions = scene.all();
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).get("sessionId").asText()).isEqualTo(next);
    assertThat(sessions.get(0).get("sessionStatus").asText()).isEqualTo("active");
    assertThat(sessions.get(0).get("start_time").asText()).isEqualTo("2024-03-05T10:15:00.000Z");
    assertThat(sessions.get(1).get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(sessions.get(1).get("end_time").asText()).isEqualTo("2024-03-05T10:01:00.000Z");
    assertThat(sessions.get(1).get("containmentType").asText()).isEqualTo("selfService");
  }

  @Test
  void whatTheBotOrAnAgentSaysKeepsNothingOpen() {
    String old = scene.session(Scene.user(START));
    scene.record(Scene.bot(Scene.minutes(10)), Scene.event("agentMessage", Scene.minutes(14)));
    assertThat(scene.session(Scene.user(INACTIVE))).isNotEqualTo(old);
  }

  @Test
  void withoutAnInteractionOfTheUserInactivityCountsFromTheStart() {
    String old = scene.session(Scene.bot(START));
    assertThat(scene.session(Scene.bot(INACTIVE.minusMillis(1)))).isEqualTo(old);
    assertThat(scene.session(Scene.bot(INACTIVE))).isNotEqualTo(old);
  }

  @Test
  void theSweepClosesWhatWasInactiveAGraceAgoAndNotAMillisecondEarlier() {
    scene.record(Scene.user(START), Scene.bot(Scene.minutes(1)));
    scene.sweep(Scene.START.plus(INACTIVE).plusSeconds(30).minusMillis(1));
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("active");
    scene.sweep(Scene.START.plus(INACTIVE).plusSeconds(30));
    JsonNode closed = scene.only();
    assertThat(closed.get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(closed.get("end_time").asText()).isEqualTo("2024-03-05T10:01:00.000Z");
    assertThat(closed.get("containmentType").asText()).isEqualTo("selfService");
  }

  @Test
  void whereASessionEndsDoesNotDependOnWhenTheSweepRan() {
    String first = scene.session(Scene.user(START));
    scene.sweep(Scene.START.plus(Duration.ofDays(1)));
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("closed");
    // The sweep ran long before these events arrived, and still they belong to the same session.
    assertThat(scene.session(Scene.user(Scene.minutes(14)))).isEqualTo(first);
    assertThat(scene.session(Scene.user(Scene.minutes(28)))).isEqualTo(first);
    assertThat(scene.session(Scene.user(Scene.minutes(43)))).isNotEqualTo(first);
    JsonNode sessions = scene.all();
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(1).get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(sessions.get(1).get("end_time").asText()).isEqualTo("2024-03-05T10:28:00.000Z");
    assertThat(sessions.get(1).get("noOfMessagesExchanged").asInt()).isEqualTo(3);
  }

  @Test
  void notProactiveASessionGoesOnWithTheSameIntent() {
    scene.settings(Map.of("proactivelyClose", false));
    String id = scene.session(Scene.user(START).with("intent", "balance"));
    assertThat(scene.session(Scene.user(Scene.minutes(60)).with("intent", "balance")))
        .isEqualTo(id);
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("active");
  }

  @Test
  void notProactiveASessionGoesOnWithNoIntentAndNoInvalidInput() {
    scene.settings(Map.of("proactivelyClose", false));
    String id = scene.session(Scene.user(START).with("intent", "balance"));
    assertThat(scene.session(Scene.user(Scene.minutes(60)))).isEqualTo(id);
    assertThat(scene.session(Scene.user(Scene.minutes(120)).with("intent", "balance")))
        .isEqualTo(id);
  }

  @Test
  void notProactiveANewIntentPastInactivityClosesTheOldSessionAndStartsANewOne() {
    scene.settings(Map.of("proactivelyClose", false));
    String id = scene.session(Scene.user(START).with("intent", "balance"));
    assertThat(scene.session(Scene.user(INACTIVE.minusMillis(1)).with("intent", "transfer")))
        .isEqualTo(id);
    assertThat(scene.session(Scene.user(Scene.minutes(60)).with("intent", "transfer")))
        .isEqualTo(id);
    String next = scene.session(Scene.user(Scene.minutes(80)).with("intent", "balance"));
    assertThat(next).isNotEqualTo(id);
    assertThat(scene.all().get(1).get("sessionStatus").asText()).isEqualTo("closed");
  }

  @Test
  void notProactiveAnInvalidInputPastInactivityClosesTheOldSessionAndStartsANewOne() {
    scene.settings(Map.of("proactivelyClose", false));
    String id = scene.session(Scene.user(START).with("intent", "balance"));
    assertThat(scene.session(Scene.user(Scene.minutes(1)).with("invalidInput", true)))
        .isEqualTo(id);
    assertThat(
            scene.session(
                Scene.user(Scene.minutes(60)).with("intent", "balance").with("invalidInput", true)))
        .isNotEqualTo(id);
    assertThat(scene.all()).hasSize(2);
  }

  @Test
  void notProactiveOtherEventsGoOnHoweverLate() {
    scene.settings(Map.of("proactivelyClose", false));
    String id = scene.session(Scene.user(START).with("intent", "balance"));
    for (String type : List.of("botMessage", "tags", "connect", "agentMessage", "taskCompleted")) {
      assertThat(scene.session(Scene.event(type, Scene.minutes(600)))).isEqualTo(id);
    }
  }

  @Test
  void theSweepLeavesSessionsOfANotProactiveBotAlone() {
    scene.settings(Map.of("proactivelyClose", false));
    scene.record(Scene.user(START));
    scene.sweep(Scene.START.plus(Duration.ofDays(30)));
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("active");
  }

  @Test
  void aReloadedChatWindowClosesTheOldSessionAndStartsANewOneAtOnce() {
    String old = scene.session(Scene.user(START), Scene.bot(Scene.minutes(1)));
    String next = scene.session(Scene.event("connect", Scene.minutes(2)).with("refresh", true));
    assertThat(next).isNotEqualTo(old);
    JsonNode sessions = scene.all();
    assertThat(sessions.get(0).get("start_time").asText()).isEqualTo("2024-03-05T10:02:00.000Z");
    assertThat(sessions.get(0).get("noOfMessagesExchanged").asInt()).isZero();
    assertThat(sessions.get(1).get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(sessions.get(1).get("end_time").asText()).isEqualTo("2024-03-05T10:01:00.000Z");
  }

  @Test
  void aReloadedChatWindowWithoutALiveSessionStartsOne() {
    String id = scene.session(Scene.event("connect", START).with("refresh", true));
    assertThat(scene.only().get("sessionId").asText()).isEqualTo(id);
  }

  @Test
  void connectWithoutRefreshLetsALiveSessionGoOn() {
    String id = scene.session(Scene.user(START));
    assertThat(scene.session(Scene.event("connect", Scene.minutes(2)))).isEqualTo(id);
    assertThat(scene.session(Scene.event("connect", Scene.minutes(3)).with("refresh", false)))
        .isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"discard", "discardAll"})
  void discardingClosesNothing(String type) {
    String id = scene.session(Scene.user(START));
    assertThat(scene.session(Scene.event(type, Scene.minutes(1)))).isEqualTo(id);
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({
    "userMessage, 1", "authorization, 1", "botMessage, 1", "agentMessage, 1", "taskStarted, 1",
        "taskCompleted, 1",
    "taskFailed, 1", "connect, 0", "tags, 0", "discard, 0", "discardAll, 0",
        "intentNotIdentified, 0",
    "agentTransfer, 0"
  })
  void theEndMovesWithMessagesAndTasksOnly(String type, int moves) {
    scene.record(Scene.user(START), Scene.event(type, Scene.minutes(3)));
    assertThat(scene.only().get("end_time").asText())
        .isEqualTo(moves == 1 ? "2024-03-05T10:03:00.000Z" : "2024-03-05T10:00:00.000Z");
  }

  @ParameterizedTest
  @CsvSource({
    "userMessage, 1, 0",
    "authorization, 1, 0",
    "botMessage, 1, 0",
    "agentMessage, 1, 0",
    "taskCompleted, 0, 1",
    "taskFailed, 0, 1",
    "taskStarted, 0, 0",
    "connect, 0, 0",
    "tags, 0, 0",
    "discard, 0, 0",
    "discardAll, 0, 0",
    "intentNotIdentified, 0, 0",
    "agentTransfer, 0, 0"
  })
  void messagesAndTasksAreCounted(String type, int messages, int tasks) {
    scene.record(
        Scene.event("connect", START),
        Scene.event(type, START),
        Scene.event(type, Scene.minutes(1)),
        Scene.event(type, Scene.minutes(2)));
    JsonNode session = scene.only();
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(3 * messages);
    assertThat(session.get("noOfTasksExecuted").asInt()).isEqualTo(3 * tasks);
  }

  @Test
  void closingByTheApiDoesNotMoveTheEnd() {
    scene.record(
        Scene.user(START), Scene.bot(Scene.minutes(1)), Scene.event("tags", Scene.minutes(5)));
    scene.close("u-1");
    assertThat(scene.only().get("end_time").asText()).isEqualTo("2024-03-05T10:01:00.000Z");
    assertThat(scene.only().get("sessionStatus").asText()).isEqualTo("closed");
  }

  @Test
  void languagesAreShownInOrderOfFirstUse() {
    scene.record(
        Scene.user(START).with("lang", "de"),
        Scene.bot(Scene.minutes(1)).with("lang", "en"),
        Scene.user(Scene.minutes(2)).with("lang", "de"),
        Scene.bot(Scene.minutes(3)).with("lang", "ja"));
    assertThat(scene.only().get("session_lang")).hasToString("[\"de\",\"en\",\"ja\"]");
    scene.close("u-1");
    assertThat(scene.only().get("session_lang")).hasToString("[\"de\",\"en\",\"ja\"]");
  }

  @Test
  void howeverMuchASessionIsToldItIsKeptAndCloses() {
    String user = "😀".repeat(256);
    for (int batch = 0; batch < 20; batch++) {
      Event[] events = new Event[100];
      for (int i = 0; i < events.length; i++) {
        String language = "%04d".formatted(100 * batch + i) + "😀".repeat(60);
        events[i] =
            Scene.bot(Duration.ofSeconds(batch)).with("userId", user).with("lang", language);
      }
      scene.record(events);
    }
    for (int i = 0; i < 50; i++) {
      List<Map<String, String>> tag =
          List.of(
              Map.of("name", "%03d".formatted(i) + "😀".repeat(125), "value", "😀".repeat(256)));
      scene.record(
          Scene.event("tags", Duration.ofSeconds(30))
              .with("userId", user)
              .with("intent", "😀".repeat(256))
              .with("tags", Map.of("user", tag, "session", tag)));
    }
    scene.close(user);
    JsonNode session = scene.only();
    assertThat(session.get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(2000);
    assertThat(session.get("session_lang")).hasSize(50);
    assertThat(session.at("/session_lang/49").asText()).startsWith("0049");
    assertThat(session.at("/tags/sessionTags")).hasSize(50);
  }

  @Test
  void theDefaultLanguageIsShownWhileNoneWasNamed() {
    scene.record(Scene.user(START));
    assertThat(scene.only().get("session_lang")).hasToString("[\"en\"]");
    scene.settings(Map.of("defaultLanguage", "fr"));
    assertThat(scene.only().get("session_lang")).hasToString("[\"fr\"]");
    scene.record(Scene.bot(Scene.minutes(1)).with("lang", "es"));
    assertThat(scene.only().get("session_lang")).hasToString("[\"es\"]");
  }

  @Test
  void theLatestValueOfATagsNameWins() {
    scene.record(
        Scene.user(START).with("tags", Scene.userTag("plan", "silver")),
        Scene.event("tags", Scene.minutes(1)).with("tags", Scene.userTag("plan", "gold")),
        Scene.event("tags", Scene.minutes(2)).with("tags", Scene.sessionTag("plan", "other")),
        Scene.event("tags", Scene.minutes(3)).with("tags", Scene.userTag("city", "Kyōto")));
    assertThat(scene.only().get("tags"))
        .hasToString(
            "{\"userTags\":[{\"value\":\"gold\",\"name\":\"plan\"},{\"value\":\"Kyōto\",\"name\":\"city\"}],"
                + "\"sessionTags\":[{\"value\":\"other\",\"name\":\"plan\"}],\"altText\":[]}");
  }

  @Test
  void aNewSessionBeginsWithoutTheOldOnesFigures() {
    scene.record(
        Scene.user(START)
            .with("tags", Scene.userTag("plan", "gold"))
            .with("isDeveloper", true)
            .with("lang", "de"),
        Scene.event("agentTransfer", Scene.minutes(1)),
        Scene.bot(Scene.minutes(30)));
    JsonNode next = scene.all().get(0);
    assertThat(next.get("tags").get("userTags")).isEmpty();
    assertThat(next.get("isDeveloper").asBoolean()).isFalse();
    assertThat(next.get("session_lang")).hasToString("[\"en\"]");
    assertThat(next.get("containmentType").asText()).isEqualTo("selfService");
    assertThat(next.get("sessionType").asText()).isEqualTo("non-interactive");
    assertThat(next.get("noOfMessagesExchanged").asInt()).isEqualTo(1);
  }

  @Test
  void aSessionIsADevelopersIfAnyEventSaysSo() {
    scene.record(Scene.user(START));
    assertThat(scene.only().get("isDeveloper").asBoolean()).isFalse();
    scene.record(
        Scene.bot(Scene.minutes(1)).with("isDeveloper", true),
        Scene.user(Scene.minutes(2)).with("isDeveloper", false));
    assertThat(scene.only().get("isDeveloper").asBoolean()).isTrue();
  }
}
