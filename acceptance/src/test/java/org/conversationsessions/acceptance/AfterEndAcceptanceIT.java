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

/** Events that start no session, where none is live (contract, section 7). */
class AfterEndAcceptanceIT {
  private static final String BOTH_TAGS_SHOWN =
      "{\"userTags\":[{\"value\":\"5\",\"name\":\"stars\"}],"
          + "\"sessionTags\":[{\"value\":\"yes\",\"name\":\"asked\"}],\"altText\":[]}";
  private static final String USER_TAG_SHOWN =
      "{\"userTags\":[{\"value\":\"5\",\"name\":\"stars\"}],\"sessionTags\":[],\"altText\":[]}";

  private final Scene scene = Scene.create();
  private final StoredState state = new StoredState(scene.bot(), "u-1", "rtm");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tags",
        "discard",
        "discardAll",
        "taskCompleted",
        "taskFailed",
        "intentNotIdentified"
      })
  void anEventThatFallsIntoTheSessionThatEndedCountsThere(String type) {
    for (String closing : List.of("api", "sweep", "event")) {
      String user = "by-" + closing;
      String ended = talk(user);
      end(user, closing);
      Event event =
          Scene.event(type, Scene.minutes(20)).with("userId", user).with("tags", survey());
      assertThat(outcome(event)).isEqualTo(ended + " closed");
      JsonNode session = scene.bot().session(ended);
      assertThat(session.path("tags")).hasToString(BOTH_TAGS_SHOWN);
      assertThat(session.path("sessionStatus").asText()).isEqualTo("closed");
      assertThat(session.path("containmentType").asText()).isEqualTo("selfService");
      assertThat(session.path("noOfTasksExecuted").asInt())
          .isEqualTo(type.equals("taskCompleted") || type.equals("taskFailed") ? 1 : 0);
    }
    assertThat(scene.all()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "taskCompleted, refused",
    "taskFailed, refused",
    "intentNotIdentified, refused",
    "tags, taken",
    "discard, taken",
    "discardAll, taken"
  })
  void anEventThatComesLaterStartsNoneAndIsRefusedButForUserTagsAndDiscards(
      String type, String answer) {
    for (String closing : List.of("api", "sweep", "event")) {
      String user = "by-" + closing;
      String ended = talk(user);
      end(user, closing);
      Event event =
          Scene.event(type, Scene.minutes(20).plusMillis(1))
              .with("userId", user)
              .with("tags", survey());
      assertThat(outcome(event))
          .isEqualTo(answer.equals("taken") ? ended + " closed" : "400 no session is live");
      JsonNode session = scene.bot().session(ended);
      assertThat(session.path("sessionStatus").asText()).isEqualTo("closed");
      assertThat(session.path("noOfTasksExecuted").asInt()).isZero();
      if (answer.equals("taken")) {
        assertThat(session.path("tags")).hasToString(USER_TAG_SHOWN);
      } else {
        assertThat(session.at("/tags/userTags")).isEmpty();
      }
    }
    assertThat(scene.all()).hasSize(3);
  }

  @Test
  void aSurveyAnHourAfterTheClosingIsFoundByItsUserTag() {
    String ended = talk("u-1");
    scene.close("u-1");
    scene.record(Scene.event("tags", Scene.minutes(60)).with("tags", survey()));
    Answer found =
        scene
            .bot()
            .history(
                Map.of(
                    "dateFrom",
                    "2024-03-05",
                    "dateTo",
                    "2024-03-05",
                    "tags",
                    Map.of(
                        "and",
                        List.of(
                            Map.of("name", "stars", "values", List.of("5"), "type", "userTags")))));
    assertThat(found.json().path("sessions").findValuesAsText("sessionId")).containsExactly(ended);
    assertThat(
            outcome(
                Scene.event("tags", Scene.minutes(61)).with("tags", Scene.sessionTag("a", "b"))))
        .isEqualTo("400 no session is live");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags", "taskCompleted", "taskFailed", "intentNotIdentified"})
  void ofAConversationWithoutAnySessionItIs400(String type) {
    assertThat(outcome(Scene.event(type, Duration.ZERO).with("tags", survey())))
        .isEqualTo("400 no session is live");
    assertThat(scene.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"discard", "discardAll"})
  void aDiscardClearsTheStateOfAConversationThatNeverHadASession(String type) {
    state.set(StoredState.EVERYTHING);
    Event discard = Scene.event(type, Duration.ZERO);
    Answer answer = scene.bot().send(discard);
    assertThat(answer.brief())
        .isEqualTo(
            "200 {\"results\":[{\"eventId\":\"%s\",\"sessionId\":null,\"sessionStatus\":null}]}"
                .formatted(discard.eventId()));
    assertThat(state.left())
        .isEqualTo(type.equals("discard") ? "v t p q sentiment [\"b\"] []" : "v t p q [] []");
    assertThat(scene.all()).isEmpty();

    state.set(StoredState.EVERYTHING);
    String kept = state.left();
    assertThat(scene.bot().send(discard).brief()).isEqualTo(answer.brief());
    assertThat(state.left()).as("sent again it clears nothing").isEqualTo(kept);
  }

  @Test
  void aDiscardAfterTheClosingClearsTheState() {
    String ended = talk("u-1");
    state.set(StoredState.EVERYTHING);
    scene.close("u-1");
    assertThat(outcome(Scene.event("discard", Scene.minutes(6)))).isEqualTo(ended + " closed");
    assertThat(state.left()).isEqualTo("t p q sentiment [\"b\"] []");
    assertThat(outcome(Scene.event("discardAll", Scene.minutes(600)))).isEqualTo(ended + " closed");
    assertThat(state.left()).isEqualTo("t p q [] []");
    assertThat(scene.all()).hasSize(1);
  }

  /** The user speaks and the bot five minutes later, so the session reaches to minute 20. */
  private String talk(String user) {
    return scene.session(
        Scene.user(Duration.ZERO).with("userId", user),
        Scene.bot(Scene.minutes(5)).with("userId", user));
  }

  private void end(String user, String closing) {
    switch (closing) {
      case "api" -> scene.close(user);
      case "sweep" -> scene.sweep(Scene.START.plus(Scene.minutes(16)));
      default -> {}
    }
  }

  private static Map<String, ?> survey() {
    return Map.of(
        "user", List.of(Map.of("name", "stars", "value", "5")),
        "session", List.of(Map.of("name", "asked", "value", "yes")));
  }

  /** Where an event went, or why it was refused. */
  private String outcome(Event event) {
    JsonNode result = scene.bot().send(event).json().at("/results/0");
    return result.has("error")
        ? result.at("/error/code").asText() + " " + result.at("/error/msg").asText()
        : result.path("sessionId").asText() + " " + result.path("sessionStatus").asText();
  }
}
