package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("documented calls; contract, sections 14, 15 and 18")
class DocumentedCallsIT {
  private static final String USER = "u-dd2d1106-0732-5f93-939c-8e423079aaaa";
  private static final Instant APRIL = Instant.parse("2019-04-01T13:25:58.515Z");

  private final TestBot bot = TestBot.create();
  private final DocumentedCalls calls = new DocumentedCalls(bot);
  private final Instant now = Instant.now().minus(Duration.ofHours(1));

  @Test
  void getOfVersion1ShowsTheChannelRtmOfTheseDates() {
    talk("rtm", Instant.parse("2023-05-25T23:00:00Z"));
    talk("web", Instant.parse("2023-05-24T23:00:00Z"));
    talk("rtm", Instant.parse("2023-05-26T00:00:00Z"));
    assertThat(channels(calls.getMessages(USER))).containsExactly("rtm", "rtm");
  }

  @Test
  void debugLogsAfterThreeHundredLinesAreNone() {
    bot.settings(Map.of("keepDebugLogs", true));
    talk("rtm", now);

    Answer answer = calls.getDebugLogs(USER);

    assertThat(answer.brief()).isEqualTo("200 []");
    assertThat(answer.header("x-total-count")).contains("1");
  }

  @Test
  void getOfVersion2ShowsTheLastSevenDays() {
    talk("rtm", Instant.now().minus(Duration.ofDays(8)));
    talk("rtm", now);
    assertThat(channels(calls.getMessagesV2(USER))).containsExactly("rtm", "rtm");
  }

  @Test
  void aPostWithAQueryAndAnEmptyObjectIsAGet() {
    talk("rtm", now);
    talk("korevg", now);
    assertThat(channels(calls.getMessagesV2ByPost(USER))).containsExactly("korevg", "korevg");
  }

  @Test
  void postOfVersion1IsRefusedForItsMissingCommaAndAnsweredWithIt() {
    String first = tagged(APRIL, "gold", "refund");
    String second = tagged(APRIL.plus(Duration.ofHours(2)), "silver", "parcel");
    String other = tagged(APRIL.plus(Duration.ofHours(4)), "gold", "weather");

    assertInvalid(calls.postMessages(USER, first, second));
    Answer answer = calls.postMessagesWithComma(USER, first, second);
    assertThat(channels(answer)).containsExactly("rcs", "rcs");
    JsonNode messages = answer.json().path("messages");
    assertThat(messages.findValuesAsText("sessionId")).containsExactly(second, first);
    assertThat(messages.findValuesAsText("traceId")).hasSize(2).doesNotContain("");
    assertThat(channels(calls.postMessagesWithComma(USER, other, first))).containsExactly("rcs");
  }

  @Test
  void postOfVersion2ShowsAllChannelsOfAUserOrOneSession() {
    String session = talk("rtm", now);
    talk("web", now.plusSeconds(10));
    assertThat(channels(calls.postMessagesV2(USER))).containsExactly("web", "web", "rtm", "rtm");
    assertThat(channels(calls.postMessagesV2OfSession(session))).containsExactly("rtm", "rtm");
  }

  @Test
  void messagesOfAVoiceCallAreRefused() {
    assertThat(calls.getMessagesOfCall("4f1c").message()).endsWith(": callId: is not supported");
    assertInvalid(calls.getMessagesOfCall("4f1c"));
  }

  @Test
  void liteShowsFiveMessagesOfAUser() {
    for (int second : new int[] {0, 10, 20}) {
      talk("web-sdk", now.plusSeconds(second));
    }
    for (Answer answer :
        List.of(calls.getMessagesLite(USER), calls.getMessagesLiteByChannel(USER))) {
      assertThat(channels(answer)).hasSize(5).containsOnly("web-sdk");
      assertThat(answer.json().path("total").asInt()).isEqualTo(6);
      assertThat(answer.json().path("moreAvailable").asBoolean()).isTrue();
      JsonNode newest = answer.json().at("/messages/0");
      assertThat(newest.at("/components/0/data/text").asText()).isEqualTo("Hello!");
      assertThat(newest.at("/channels/0/from").asText()).isEqualTo(USER);
      assertThat(newest.has("tags")).isFalse();
    }
  }

  @Test
  void postOfLiteIsRefusedForItsTrailingComma() {
    assertInvalid(calls.postMessagesLite(USER, talk("rtm", APRIL)));
  }

  @Test
  void ofAFieldThatIsThereTwiceTheLastHolds() {
    String session = talk("email", APRIL);
    assertThat(channels(calls.postMessagesLiteByChannel(USER, session)))
        .containsExactly("email", "email");
    assertThat(channels(calls.postMessagesLiteByChannel(USER, talk("rtm", APRIL)))).isEmpty();
  }

  @Test
  void anErasureWithBareKeysIsRefusedAndNothingIsErased() {
    talk("rtm", now);
    TestApp admin =
        TestApp.admin(
            bot.client().service().registry(), bot.account(), Set.of(Scope.ERASE_USER_DATA));
    assertInvalid(calls.eraseUsersData(admin, USER));
    assertThat(channels(calls.postMessagesV2(USER))).hasSize(2);
  }

  /** Records a message of each side; their session. */
  private String talk(String channel, Instant at) {
    return bot.record(
            Event.userMessage(USER, channel, at).with("text", "Hello?"),
            Event.botMessage(USER, channel, at.plusSeconds(1)).with("text", "Hello!"))
        .getLast()
        .path("sessionId")
        .asText();
  }

  /** Records a message on the channel of the documented POST; its session. */
  private String tagged(Instant at, String plan, String topic) {
    return bot.recordOne(
        Event.userMessage(USER, "rcs", at)
            .with("text", "Hello?")
            .with(
                "tags",
                Map.of(
                    "user", List.of(Map.of("name", "plan", "value", plan)),
                    "session", List.of(Map.of("name", "topic", "value", topic)))));
  }

  private static List<String> channels(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("messages").findValuesAsText("chnl");
  }

  private static void assertInvalid(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(412);
    assertThat(answer.message()).startsWith("Validation errors/ Invalid arguments: ");
  }
}
