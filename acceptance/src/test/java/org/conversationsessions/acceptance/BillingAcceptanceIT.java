package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("contract, section 16: billing sessions of a history recorded through HTTP")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingAcceptanceIT {
  private static final Instant START = Instant.parse("2024-03-05T10:00:00Z");
  private static final Map<String, Object> WEEK =
      Map.of("fromDate", "2024-03-04", "toDate", "2024-03-10");

  private final TestBot bot = TestBot.create();
  private final TestBot sibling = bot.sibling();
  private String halfAnHour = "";
  private String transferred = "";

  /**
   * Records a session of 31 minutes, one of 40 minutes that goes to an agent after 7, one on
   * another channel, and three that are not billed. Then one of another bot of the account.
   */
  @BeforeAll
  void record() {
    // The events of a session are sent together: the sweep may close it at any time after that.
    halfAnHour =
        recordTogether(
            said("ann", "rtm", 0),
            said("ann", "rtm", 10),
            said("ann", "rtm", 20),
            said("ann", "rtm", 31));
    transferred =
        recordTogether(
            said("bob", "rtm", 60),
            Event.of("agentTransfer", "bob", "rtm", at(67)),
            said("bob", "rtm", 72),
            said("bob", "rtm", 84),
            said("bob", "rtm", 96),
            said("bob", "rtm", 100));
    bot.record(said("cid", "ivr", 120));
    bot.record(Event.botMessage("dan", "rtm", at(130)));
    bot.record(said("eve", "rtm", 140).with("isDeveloper", true));
    sibling.record(said("ann", "rtm", 150), said("ann", "rtm", 160));
    for (String user : List.of("ann", "bob", "cid", "dan", "eve")) {
      bot.close(Map.of("userId", user));
    }
    sibling.close(Map.of("userId", "ann"));
    bot.record(Event.userMessage("fay", "rtm", Instant.now()));
  }

  @Test
  void everyQuarterOfAnHourWithTheBotIsOne() {
    JsonNode answer = ask(WEEK);

    assertThat(answer.path("total").asInt()).isEqualTo(5);
    assertThat(answer.path("moreAvailable").asBoolean()).isFalse();
    assertThat(answer.path("next").isNull()).isTrue();
    assertThat(texts(answer, "channelUserId")).containsExactly("cid", "bob", "ann", "ann", "ann");
    assertThat(texts(answer, "billingSessionStartDateTime"))
        .containsExactly(
            "03-05-2024 12:00:00 pm",
            "03-05-2024 11:00:00 am",
            "03-05-2024 10:00:00 am",
            "03-05-2024 10:15:00 am",
            "03-05-2024 10:30:00 am");
    assertThat(texts(answer, "billingSessionEndDateTime"))
        .containsExactly(
            "03-05-2024 12:00:00 pm",
            "03-05-2024 11:07:00 am",
            "03-05-2024 10:15:00 am",
            "03-05-2024 10:30:00 am",
            "03-05-2024 10:31:00 am");
    assertThat(texts(answer, "conversationSessionId").subList(1, 5))
        .containsExactly(transferred, halfAnHour, halfAnHour, halfAnHour);
    assertThat(answer.at("/sessions/1/conversationSessionEndDateTime").asText())
        .isEqualTo("03-05-2024 11:40:00 am");
    assertThat(answer.at("/sessions/2/billingSessionId").asText()).isEqualTo(halfAnHour);
    assertThat(texts(answer, "billingSessionType")).containsOnly("Conversations");
    assertThat(texts(answer, "koreUserId")).isEqualTo(texts(answer, "channelUserId"));
  }

  @Test
  void pagesByCursorAndBySkipAreTheList() {
    List<String> whole = texts(ask(WEEK), "billingSessionId");
    List<String> byCursor = new ArrayList<>();
    List<String> bySkip = new ArrayList<>();
    Map<String, Object> continued = new HashMap<>(WEEK);
    continued.put("limit", 2);

    for (int page = 0; page < 3; page++) {
      JsonNode answer = ask(continued);
      assertThat(answer.path("total").asInt()).isEqualTo(5);
      assertThat(answer.path("moreAvailable").asBoolean()).isEqualTo(page < 2);
      byCursor.addAll(texts(answer, "billingSessionId"));
      continued = new HashMap<>(Map.of("limit", 2, "cursor", answer.path("next").asText()));
      bySkip.addAll(texts(ask(with("skip", 2 * page, "limit", 2)), "billingSessionId"));
    }

    assertThat(byCursor).isEqualTo(whole);
    assertThat(bySkip).isEqualTo(whole);
  }

  @Test
  void theChannelFiltersInAnyCase() {
    assertThat(texts(ask(with("channel", "IVR", "limit", 10)), "channelUserId"))
        .containsExactly("cid");
  }

  @Test
  void anAccountsBillingSessionsAreThoseOfItsBots() {
    for (String path :
        List.of(
            "/api/public/bots/getBillingSessionsDetails",
            "/api/public/getBillingSessionsDetails")) {
      assertThat(ofAccount(path, WEEK).json().path("total").asInt()).isEqualTo(6);
      assertThat(
              texts(
                  ofAccount(path, with("botId", sibling.id().value(), "limit", 10)).json(),
                  "botId"))
          .containsExactly(sibling.id().value());
      assertThat(ofAccount(path, with("botId", "st-unknown", "limit", 10)).brief())
          .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid StreamId\",\"code\":400}]}");
    }
    assertThat(
            bot.client()
                .call(
                    "POST",
                    "/api/public/stream/%s/getBillingSessionsDetails".formatted(bot.id()),
                    bot.admin().token(),
                    Client.text(WEEK))
                .json()
                .path("total")
                .asInt())
        .isEqualTo(5);
  }

  @Test
  void theDocumentedSampleOfFiveMonthsIs400AndAMissingDate412() {
    assertThat(
            bot.billingSessions(Map.of("fromDate", "2020-10-01", "toDate", "2021-03-10")).brief())
        .startsWith("400 ")
        .contains("more than 93 days apart");
    assertThat(bot.billingSessions(Map.of("fromDate", "2020-10-01")).brief())
        .startsWith("412 ")
        .contains("toDate:");
  }

  @Test
  void theScopeIsItsOwn() {
    String path = bot.path("getBillingSessionsDetails");
    String body = Client.text(WEEK);

    assertThat(
            bot.client()
                .call("POST", path, bot.newApp(Scope.READ_BILLING_SESSIONS).token(), body)
                .status())
        .isEqualTo(200);
    assertThat(bot.client().call("POST", path, bot.newApp(Scope.READ).token(), body).brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }

  /** Records events of one session in one call; the session. */
  private String recordTogether(Event... events) {
    return bot.record(events).getFirst().path("sessionId").asText();
  }

  private static Map<String, Object> with(String name, Object value, String other, Object its) {
    Map<String, Object> body = new HashMap<>(WEEK);
    body.put(name, value);
    body.put(other, its);
    return body;
  }

  private JsonNode ask(Map<String, ?> body) {
    Answer answer = bot.billingSessions(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private Answer ofAccount(String path, Map<String, ?> body) {
    return bot.client().call("POST", path, bot.admin().token(), Client.text(body));
  }

  private static List<String> texts(JsonNode answer, String field) {
    List<String> texts = new ArrayList<>();
    answer.path("sessions").forEach(row -> texts.add(row.path(field).asText()));
    return texts;
  }

  private static Event said(String user, String channel, int minute) {
    return Event.userMessage(user, channel, at(minute));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
