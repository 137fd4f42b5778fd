package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session's containment comes to (contract, section 7). */
class ContainmentAcceptanceIT {
  private final Scene scene = Scene.create();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "botMessage, selfService",
    "connect, selfService",
    "connect botMessage botMessage, selfService",
    "userMessage botMessage, selfService",
    "userMessage agentMessage, selfService",
    "authorization botMessage, selfService",
    "userMessage taskStarted taskCompleted botMessage, selfService",
    "userMessage taskFailed taskCompleted botMessage, selfService",
    "userMessage taskStarted taskCompleted taskStarted botMessage, selfService",
    "userMessage, dropOff",
    "authorization, dropOff",
    "botMessage userMessage, dropOff",
    "userMessage botMessage userMessage, dropOff",
    "userMessage botMessage userMessage taskCompleted, dropOff",
    "userMessage taskStarted botMessage, dropOff",
    "userMessage taskFailed botMessage, dropOff",
    "userMessage taskCompleted taskFailed botMessage, dropOff",
    "userMessage botMessage intentNotIdentified, dropOff",
    "userMessage botMessage intentNotIdentified tags, dropOff",
    "userMessage intentNotIdentified botMessage, dropOff",
    "userMessage intentNotIdentified botMessage botMessage, dropOff",
    "userMessage intentNotIdentified botMessage invalidInput botMessage, dropOff",
    "userMessage intentNotIdentified userMessage intentNotIdentified botMessage, dropOff",
    "userMessage intentNotIdentified botMessage userMessage botMessage, selfService",
    "userMessage intentNotIdentified taskCompleted botMessage, selfService",
    "userMessage intentNotIdentified taskStarted botMessage, dropOff",
    "userMessage intentNotIdentified agentMessage, selfService",
    "userMessage intentNotIdentified agentTransfer, agent",
    "taskStarted, dropOff",
    "userMessage agentTransfer, agent",
    "agentTransfer userMessage taskStarted taskFailed, agent",
    "userMessage taskCompleted botMessage agentTransfer agentMessage botMessage, agent",
  })
  void isDecidedAtClosing(String happened, String containment) {
    List<Event> events = new ArrayList<>();
    for (String type : happened.split(" ")) {
      Duration after = Duration.ofSeconds(10L * events.size());
      events.add(
          type.equals("invalidInput")
              ? Scene.user(after).with("invalidInput", true)
              : Scene.event(type, after));
    }
    scene.record(events.toArray(new Event[0]));
    assertThat(scene.only().get("containmentType").asText())
        .as("while it is live")
        .isEqualTo(containment.equals("agent") ? "agent" : "selfService");
    scene.close("u-1");
    assertThat(scene.only().get("containmentType").asText()).isEqualTo(containment);
    assertThat(scene.all("?containmentType=" + containment)).hasSize(1);
  }

  /** The user's clock is ahead of the bot's, or the other way round. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "userMessage@10 botMessage@9, selfService",
    "userMessage@10 agentMessage@9, selfService",
    "botMessage@10 userMessage@9, dropOff",
    "userMessage@5 botMessage@10 userMessage@9, dropOff",
    "userMessage@5 botMessage@10 authorization@9 botMessage@8, selfService",
    "userMessage@10 intentNotIdentified@9 botMessage@11, dropOff",
    "userMessage@10 intentNotIdentified@12 taskCompleted@9 botMessage@9, selfService"
  })
  void anAnswerIsWhatIsRecordedAfterTheQuestionWhateverTheClocksSay(
      String happened, String containment) {
    for (boolean together : new boolean[] {true, false}) {
      String user = together ? "together" : "one-by-one";
      List<Event> events = new ArrayList<>();
      events.add(Scene.event("connect", Duration.ZERO).with("userId", user));
      for (String one : happened.split(" ")) {
        String[] parts = one.split("@");
        events.add(
            Scene.event(parts[0], Duration.ofSeconds(Long.parseLong(parts[1])))
                .with("userId", user));
      }
      if (together) {
        scene.record(events.toArray(new Event[0]));
      } else {
        events.forEach(scene::record);
      }
      scene.close(user);
    }
    assertThat(scene.all().findValuesAsText("containmentType"))
        .containsExactly(containment, containment);
  }

  @Test
  void isTheSameWhetherTheSweepOrTheApiOrTheNextEventCloses() {
    for (String user : List.of("by-api", "by-sweep", "by-event")) {
      scene.record(Scene.user(Duration.ZERO).with("userId", user));
    }
    scene.close("by-api");
    scene.record(Scene.user(Duration.ofMinutes(15)).with("userId", "by-event"));
    scene.sweep(Scene.START.plus(Duration.ofMinutes(16)));
    assertThat(scene.all("?containmentType=dropOff").findValuesAsText("userId"))
        .containsExactlyInAnyOrder("by-api", "by-sweep", "by-event");
  }
}
