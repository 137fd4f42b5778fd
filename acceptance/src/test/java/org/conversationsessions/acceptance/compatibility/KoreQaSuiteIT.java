package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the suite asserts, and that its calls show what was recorded. */
@DisplayName("Kore.ai's QA suite; contract, sections 5, 14, 15 and 19")
@Timeout(180)
class KoreQaSuiteIT {
  private static final String USER = "kore1234@example.com";

  private final TestBot bot = TestBot.create();
  private final KoreQaSuite suite = suite(bot.builder());
  private final Instant start = Instant.now().minus(Duration.ofMinutes(5));

  @Test
  void theConversationHistoryHasTheTextsOfBothSides() {
    talk("rtm");
    Answer response = suite.conversationHistory(USER);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertThat(response.json().findValuesAsText("text"))
        .containsExactly("Your balance is 1.", "Show Balance");
  }

  @Test
  void theHistoryOfACallIsFoundByTheNameStream() {
    talk("ivr");
    talk("rtm");
    Answer response = suite.languageSwitchingHistory(USER);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertThat(response.json().path("total").asInt()).isEqualTo(2);
    assertThat(response.json().path("messages").findValuesAsText("chnl")).containsOnly("ivr");
    assertThat(response.json().findValuesAsText("text"))
        .containsExactly("Your balance is 1.", "Show Balance");
  }

  @Test
  void aSessionIsActiveUnderSelfServiceBeforeItsClosureAndClosedAfterIt() {
    talk("rtm");
    Answer before = suite.sessionsHistory("selfService");
    assertThat(before.status()).as(before.text()).isEqualTo(200);
    assertThat(before.json().at("/sessions/0/sessionStatus").asText()).isEqualTo("active");

    bot.close(Map.of("userId", USER));
    Answer after = suite.sessionsHistory("selfService");
    assertThat(after.status()).as(after.text()).isEqualTo(200);
    assertThat(after.json().at("/sessions/0/sessionStatus").asText()).isEqualTo("closed");
    assertThat(after.json().path("total").asInt()).isEqualTo(1);
    for (String other : new String[] {"dropOff", "agent"}) {
      Answer none = suite.sessionsHistory(other);
      assertThat(none.status()).isEqualTo(200);
      assertThat(none.json().path("total").asInt()).isZero();
    }
  }

  @Test
  void anEndUsersDataIsErased() {
    talk("rtm");
    KoreQaSuite admin =
        suite(
            TestApp.admin(
                bot.client().service().registry(), bot.account(), Set.of(Scope.ERASE_USER_DATA)));
    Answer response = admin.eraseUsersData(USER);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    String requestId = response.json().path("requestId").asText();
    assertThat(requestId).startsWith("eud-");

    JsonNode status = admin.eraseUsersDataStatus(requestId);
    while (status.path("status").asText().equals("in-progress")) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      status = admin.eraseUsersDataStatus(requestId);
    }
    assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("completed");
    assertThat(status.at("/response/0/userId").asText()).isEqualTo(USER);
    assertThat(status.at("/response/0/status").asText()).isEqualTo("SUCCESS");
    assertThat(suite.conversationHistory(USER).json().path("total").asInt()).isZero();
    assertThat(suite.sessionsHistory("selfService").json().path("total").asInt()).isZero();
  }

  @Test
  void theBotIsPublishedByAnAdminAppWithTheScopeAlone() {
    KoreQaSuite admin = suite(bot.admin());
    String published = "{\"versionComment\":\"new update\",\"initiateTraining\":true}";

    assertThat(admin.publish("", admin.token(), published).status()).isEqualTo(200);
    assertError(admin.publish("12345", admin.token(), published), 400, "Invalid StreamId", 400);
    assertError(
        admin.publish("", admin.token() + "12345", published),
        401,
        "Invalid SDK credentials",
        4002);
    assertError(admin.publish("", "", published), 401, "Invalid SDK credentials", 4002);
    assertError(
        admin.publish("", withoutScopes().token(), published),
        401,
        "Permission denied. Scope is incorrect!",
        4002);
    assertError(
        admin.publish("", admin.token(), "{}"), 412, "Validation errors/ Invalid arguments", 412);
    assertError(admin.publishByGet(), 405, "Method Not Allowed", 405);
  }

  @Test
  void theStatusOfThePublicationIsShownToAnAdminAppWithTheScopeAlone() {
    KoreQaSuite admin = suite(bot.admin());
    admin.publish("", admin.token(), "{\"versionComment\":\"new update\"}");

    Answer status = admin.publishStatus("", admin.token());
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.json().path("status").asText()).isEqualTo("successful");
    assertError(admin.publishStatus("12345", admin.token()), 400, "Invalid StreamId", 400);
    assertError(
        admin.publishStatus("", admin.token() + "12345"), 401, "Invalid SDK credentials", 4002);
    assertError(admin.publishStatus("", ""), 401, "Invalid SDK credentials", 4002);
    assertError(
        admin.publishStatus("", withoutScopes().token()),
        401,
        "Permission denied. Scope is incorrect!",
        4002);
    assertError(admin.publishStatusByPut(), 405, "Method Not Allowed", 405);
  }

  @Test
  void allUsersAreShownWithTheirRoles() {
    KoreQaSuite admin = suite(bot.admin());

    assertThat(admin.allUserRoles("?limit=2", admin.token()).status()).isEqualTo(200);
    assertThat(admin.allUserRoles("", admin.token()).status()).isEqualTo(200);
    assertError(
        admin.allUserRoles("?limit=2", admin.token() + "12345"),
        401,
        "Invalid SDK credentials",
        4002);
    assertError(admin.allUserRoles("?limit=2", ""), 401, "Invalid SDK credentials", 4002);
    assertError(
        admin.allUserRoles("?limit=2", withoutScopes().token()),
        401,
        "Permission denied. Scope is incorrect!",
        4002);
    assertError(admin.allUserRolesByPost(), 405, "Method Not Allowed", 405);
  }

  private KoreQaSuite withoutScopes() {
    return suite(
        TestApp.admin(bot.client().service().registry(), bot.account(), Set.of(Scope.READ)));
  }

  /** The suite compares whole messages. Ours of a 412 goes on with the field and the reason. */
  private static void assertError(Answer answer, int status, String message, int code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonNode errors = answer.json().path("errors");
    assertThat(errors).hasSize(1);
    assertThat(errors.at("/0/msg").asText()).startsWith(message);
    assertThat(errors.at("/0/code").asInt()).isEqualTo(code);
  }

  private KoreQaSuite suite(TestApp app) {
    URI publicUrl = URI.create(bot.client().service().url() + "/api");
    return new KoreQaSuite(publicUrl, bot.id().value(), app);
  }

  private void talk(String channel) {
    bot.record(
        Event.userMessage(USER, channel, start).with("text", "Show Balance"),
        Event.botMessage(USER, channel, start.plusSeconds(1)).with("text", "Your balance is 1."));
  }
}
