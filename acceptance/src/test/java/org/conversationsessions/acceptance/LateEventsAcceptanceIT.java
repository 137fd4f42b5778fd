package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that arrive late or in disorder (contract, section 7). */
class LateEventsAcceptanceIT {
  private final Scene scene = Scene.create();

  @Test
  void oneNotOlderThanTheLiveSessionsStartCountsInTheLiveSession() {
    String id = scene.session(Scene.user(Scene.minutes(0)), Scene.user(Scene.minutes(10)));
    assertThat(scene.session(Scene.bot(Scene.minutes(5)))).isEqualTo(id);
    assertThat(scene.session(Scene.bot(Scene.minutes(0)))).isEqualTo(id);
    JsonNode session = scene.only();
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(4);
    assertThat(session.get("start_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
    assertThat(session.get("end_time").asText()).isEqualTo("2024-03-05T10:10:00.000Z");
  }

  @Test
  void oneThatFallsIntoAClosedSessionCountsThere() {
    String closed = scene.session(Scene.user(Scene.minutes(0)), Scene.bot(Scene.minutes(4)));
    String live = scene.session(Scene.user(Scene.minutes(60)));
    assertThat(scene.session(Scene.user(Scene.minutes(2)))).isEqualTo(closed);
    JsonNode sessions = scene.all();
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).get("sessionId").asText()).isEqualTo(live);
    assertThat(sessions.get(0).get("noOfMessagesExchanged").asInt()).isEqualTo(1);
    assertThat(sessions.get(1).get("sessionStatus").asText()).isEqualTo("closed");
    assertThat(sessions.get(1).get("noOfMessagesExchanged").asInt()).isEqualTo(3);
    assertThat(sessions.get(1).get("end_time").asText()).isEqualTo("2024-03-05T10:04:00.000Z");
  }

  @Test
  void aClosedSessionReachesToItsEndAndTheInactivityDurationBeyond() {
    String closed = scene.session(Scene.user(Scene.minutes(0)), Scene.bot(Scene.minutes(4)));
    scene.record(Scene.user(Scene.minutes(60)));
    assertThat(scene.session(Scene.bot(Scene.minutes(19)))).isEqualTo(closed);
    assertThat(scene.all().get(1).get("end_time").asText()).isEqualTo("2024-03-05T10:19:00.000Z");
  }

  @Test
  void oneInNoSessionCountsInTheOneThatStartsSoonAfterIt() {
    scene.record(Scene.user(Scene.minutes(0)));
    String live = scene.session(Scene.user(Scene.minutes(60)));
    assertThat(scene.session(Scene.user(Scene.minutes(45)))).isEqualTo(live);
    JsonNode session = scene.all().get(0);
    assertThat(session.get("start_time").asText()).isEqualTo("2024-03-05T11:00:00.000Z");
    assertThat(session.get("end_time").asText()).isEqualTo("2024-03-05T11:00:00.000Z");
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(2);
  }

  @Test
  void oneInNoSessionCountsInTheClosedOneThatStartsSoonAfterIt() {
    scene.record(Scene.user(Scene.minutes(0)));
    String second = scene.session(Scene.user(Scene.minutes(60)));
    scene.record(Scene.user(Scene.minutes(120)));
    assertThat(scene.session(Scene.user(Scene.minutes(50)))).isEqualTo(second);
    JsonNode session = scene.all().get(1);
    assertThat(session.get("start_time").asText()).isEqualTo("2024-03-05T11:00:00.000Z");
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(2);
    assertThat(session.get("sessionStatus").asText()).isEqualTo("closed");
  }

  @Test
  void theSessionItFallsIntoGoesBeforeTheOneThatStartsSoonAfterIt() {
    String first = scene.session(Scene.user(Scene.minutes(0)));
    String second = scene.session(Scene.user(Scene.minutes(20)));
    assertThat(scene.session(Scene.bot(Scene.minutes(15)))).isEqualTo(first);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void oneThatFitsNowhereIsRefusedForAPastIsNotRewritten() {
    scene.record(Scene.user(Scene.minutes(0)), Scene.user(Scene.minutes(60)));
    JsonNode before = scene.all();
    for (long tooLate : new long[] {16, 44, -16}) {
      JsonNode result =
          scene.bot().send(Scene.user(Scene.minutes(tooLate))).json().at("/results/0");
      assertThat(result.get("error").get("code").asInt()).isEqualTo(400);
      assertThat(result.get("error").get("msg").asText()).contains("timestamp");
      assertThat(result.has("sessionId")).isFalse();
    }
    assertThat(scene.all()).isEqualTo(before);
  }

  @Test
  void oneOlderThanTheOnlySessionCountsInItIfItStartsSoonAfter() {
    String id = scene.session(Scene.user(Scene.minutes(0)));
    assertThat(scene.session(Scene.user(Scene.minutes(-15)))).isEqualTo(id);
    assertThat(scene.only().get("start_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
  }

  @Test
  void ofSessionsThatStartAtOneInstantTheLastIsTheOneThatGoesOn() {
    // Ten users: by the identifiers' random digits alone, either session might come last.
    for (int i = 0; i < 10; i++) {
      String user = "tied-" + i;
      String last =
          scene.session(
              Scene.bot(Scene.minutes(0)).with("userId", user),
              Scene.event("connect", Scene.minutes(0)).with("refresh", true).with("userId", user),
              Scene.user(Scene.minutes(12)).with("userId", user));
      scene.sweep(Scene.START.plus(Scene.minutes(60)));
      assertThat(scene.session(Scene.bot(Scene.minutes(20)).with("userId", user))).isEqualTo(last);
    }
  }

  @Test
  void aLateEventNeverReopensSplitsOrMerges() {
    scene.record(Scene.user(Scene.minutes(0)), Scene.user(Scene.minutes(20)));
    List<JsonNode> result =
        scene
            .bot()
            .record(
                Scene.event("connect", Scene.minutes(3)).with("refresh", true),
                Scene.user(Scene.minutes(14)),
                Scene.user(Scene.minutes(15)));
    assertThat(result.get(0).get("sessionStatus").asText()).isEqualTo("closed");
    JsonNode sessions = scene.all();
    assertThat(sessions).hasSize(2);
    assertThat(sessions.get(0).get("start_time").asText()).isEqualTo("2024-03-05T10:20:00.000Z");
    assertThat(sessions.get(1).get("sessionStatus").asText()).isEqualTo("closed");
  }

  @Test
  void aLateEventNeverChangesTheContainmentOfAClosedSession() {
    scene.record(Scene.user(Scene.minutes(0)), Scene.user(Scene.minutes(60)));
    assertThat(scene.all().get(1).get("containmentType").asText()).isEqualTo("dropOff");
    scene.record(Scene.bot(Scene.minutes(1)), Scene.event("agentTransfer", Scene.minutes(2)));
    assertThat(scene.all().get(1).get("containmentType").asText()).isEqualTo("dropOff");
    assertThat(scene.all("?containmentType=agent")).isEmpty();
  }

  @Test
  void aLateEventAddsLanguagesAndTagsButOverwritesNoNewerTag() {
    scene.record(
        Scene.user(Scene.minutes(0)),
        Scene.user(Scene.minutes(5))
            .with("tags", Scene.userTag("plan", "gold"))
            .with("lang", "de"));
    scene.record(
        Scene.event("tags", Scene.minutes(2))
            .with("tags", Scene.userTag("plan", "silver"))
            .with("lang", "ja"),
        Scene.event("tags", Scene.minutes(3)).with("tags", Scene.userTag("city", "Oslo")));
    JsonNode session = scene.only();
    assertThat(session.get("tags").get("userTags"))
        .hasToString(
            "[{\"value\":\"gold\",\"name\":\"plan\"},{\"value\":\"Oslo\",\"name\":\"city\"}]");
    assertThat(session.get("session_lang")).hasToString("[\"de\",\"ja\"]");
  }

  @Test
  void theLatestValueOfATagsNameWinsWheneverItArrives() {
    scene.record(
        Scene.user(Scene.minutes(0)).with("tags", Scene.userTag("plan", "bronze")),
        Scene.bot(Scene.minutes(9)),
        Scene.event("tags", Scene.minutes(4)).with("tags", Scene.userTag("plan", "gold")),
        Scene.event("tags", Scene.minutes(3)).with("tags", Scene.userTag("plan", "silver")));
    assertThat(scene.only().at("/tags/userTags/0/value").asText()).isEqualTo("gold");
    scene.sweep(Scene.START.plus(Scene.minutes(60)));
    scene.record(
        Scene.event("tags", Scene.minutes(2)).with("tags", Scene.userTag("plan", "tin")),
        Scene.event("tags", Scene.minutes(12)).with("tags", Scene.userTag("plan", "platinum")),
        Scene.event("tags", Scene.minutes(11)).with("tags", Scene.userTag("plan", "lead")));
    assertThat(scene.only().at("/tags/userTags/0/value").asText()).isEqualTo("platinum");
  }

  @Test
  void afterClosingByTheApiAnOlderEventCountsInTheClosedSessionAndANewerOneStartsAnother() {
    String closed = scene.session(Scene.user(Scene.minutes(0)), Scene.bot(Scene.minutes(5)));
    scene.close("u-1");
    assertThat(scene.session(Scene.user(Scene.minutes(3)))).isEqualTo(closed);
    String next = scene.session(Scene.user(Scene.minutes(6)));
    assertThat(next).isNotEqualTo(closed);
    assertThat(scene.all()).hasSize(2);
  }

  @Test
  void eventsInDisorderMakeTheFiguresThatEventsInOrderMake() {
    scene.record(
        Scene.user(Scene.minutes(0)),
        Scene.event("taskCompleted", Scene.minutes(9)),
        Scene.user(Scene.minutes(2)),
        Scene.bot(Scene.minutes(4)),
        Scene.event("taskStarted", Scene.minutes(3)));
    scene.close("u-1");
    JsonNode session = scene.only();
    assertThat(session.get("noOfMessagesExchanged").asInt()).isEqualTo(3);
    assertThat(session.get("noOfTasksExecuted").asInt()).isEqualTo(1);
    assertThat(session.get("containmentType").asText()).isEqualTo("selfService");
    assertThat(session.get("end_time").asText()).isEqualTo("2024-03-05T10:09:00.000Z");
  }
}
