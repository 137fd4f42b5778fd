package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("jscray-gtl/kore-ai; contract, sections 3 and 5")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoreAiScriptsIT {
  private final TestBot bot = TestBot.create();
  private final KoreAiScripts scripts = new KoreAiScripts(bot, "2025-08-27", "2025-08-28");

  @BeforeAll
  void record() {
    Map.of(
            "before", "2025-08-26T23:59:59.999Z",
            "first", "2025-08-27T00:00:00.000Z",
            "last", "2025-08-28T23:59:59.000Z",
            "after", "2025-08-29T00:00:00.000Z")
        .forEach(
            (user, at) -> {
              Instant time = Instant.parse(at);
              bot.record(Event.userMessage(user, "rtm", time), Event.botMessage(user, "rtm", time));
              bot.close(Map.of("userId", user));
            });
  }

  @Test
  void aWindowOfTwoDatesEndsWithTheSecondDay() {
    assertUsers(scripts.selfServiceSessions());
  }

  @Test
  void jsonThatIsDeclaredAsAFormIsRead() {
    assertUsers(scripts.selfServiceSessionsAsForm());
  }

  @Test
  void aLimitInTheQueryIsIgnored() {
    assertUsers(scripts.sessionsWithLimitInQuery());
  }

  @Test
  void sessionsAreNotReadByGet() {
    Answer answer = scripts.sessionsByGet();
    assertThat(answer.brief())
        .isEqualTo("405 {\"errors\":[{\"msg\":\"Method Not Allowed\",\"code\":405}]}");
    assertThat(answer.header("allow")).contains("POST");
  }

  private static void assertUsers(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("total").asInt()).isEqualTo(2);
    assertThat(answer.json().path("sessions").findValuesAsText("userId"))
        .isEqualTo(List.of("last", "first"));
  }
}
