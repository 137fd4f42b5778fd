package org.conversationsessions.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session's containment comes to (contract, section 7). */
class ContainmentAcceptanceTest {
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
    "userMessage intentNotIdentified botMessage, selfService",
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
    "taskStarted, dropOff",
    "userMessage agentTransfer, agent",
    "agentTransfer userMessage taskStarted taskFailed, agent",
    "userMessage taskCompleted botMessage agentTransfer agentMessage botMessage, agent",
  })
  void isSettledAtClosing(String happened, String containment) {
    List<Event> events = new ArrayList<>();
    for (String type : happened.split(" ")) {
      events.add(Scene.event(type, Duration.ofSeconds(10L * events.size())));
    }
    scene.record(events.toArray(new Event[0]));
    assertThat(scene.only().get("containmentType").asText())
        .as("while it is live")
        .isEqualTo(containment.equals("agent") ? "agent" : "selfService");
    scene.close("u-1");
    assertThat(scene.only().get("containmentType").asText()).isEqualTo(containment);
    assertThat(scene.all("?containmentType=" + containment)).hasSize(1);
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
