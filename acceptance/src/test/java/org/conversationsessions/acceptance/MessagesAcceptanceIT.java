package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 14: messages, as clients ask for them")
class MessagesAcceptanceIT {
  private static final String USER = "u-1@example.com";

  private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS);
  private final TestBot bot = TestBot.create();

  /** The tests wait for this setting: a bot for which it cannot be set keeps no messages. */
  @BeforeEach
  void keepMessages() {
    Answer settings = bot.settings(Map.of("keepMessages", true));
    assertThat(settings.json().path("keepMessages").asBoolean()).as(settings.brief()).isTrue();
  }

  @Test
  void aMessageIsSeenAtOnceTheNewestFirst() {
    String session = talk(USER, "rtm", start, "Where is my parcel?", "It comes tomorrow.");

    Answer answer = bot.messages("getMessages?skip=0&limit=20&userId=" + encoded(USER));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode page = answer.json();
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(page.path("moreAvailable").asBoolean()).isFalse();
    assertThat(texts(page)).containsExactly("It comes tomorrow.", "Where is my parcel?");
    JsonNode first = page.path("messages").path(1);
    assertThat(first.path("type").asText()).isEqualTo("incoming");
    assertThat(first.path("sessionId").asText()).isEqualTo(session);
    assertThat(first.path("createdBy").asText()).isEqualTo(USER);
    assertThat(first.path("components").path(0).path("cT").asText()).isEqualTo("text");
    assertThat(Instant.parse(first.path("createdOn").asText())).isEqualTo(millis(start));
    assertThat(first.path("_id").asText()).startsWith("ms-");
    assertThat(first.path("resourceid").asText()).isEqualTo("messagestore");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getMessages?&userId=%s",
        "getMessages?userId=%s&channelType=&dateFrom=&limit=",
        "getMessagesV2?userId=%s&channelType=RTM",
        "messages-lite?channelUId=%s"
      })
  void emptyParametersAndOtherNamesAreTaken(String call) {
    talk(USER, "rtm", start, "hello", "hi");

    assertThat(texts(bot.messages(call.formatted(encoded(USER))).json()))
        .containsExactly("hi", "hello");
  }

  @Test
  void aGetShowsTheChannelRtmUnlessItNamesAnother() {
    talk(USER, "rtm", start, "typed");
    talk(USER, "ivr", start, "spoken");
    String stream =
        "/api/public/stream/%s/getMessages?userId=%s".formatted(bot.id(), encoded(USER));

    assertThat(texts(get(stream))).containsExactly("typed");
    assertThat(texts(get(stream + "&channelType=ivr"))).containsExactly("spoken");
    assertThat(texts(bot.messages("getMessages", Map.of("userId", USER)).json())).hasSize(2);
  }

  @Test
  void aPostTakesItsQueryForWhatItsBodyDoesNotName() {
    talk(USER, "korevg", start, "spoken");
    talk(USER, "rtm", start, "typed");

    Answer answer =
        bot.messages(
            "getMessagesV2?userId=" + encoded(USER) + "&channelType=korevg&includeLatency=true",
            Map.of());
    assertThat(texts(answer.json())).containsExactly("spoken");
  }

  @Test
  void sessionsAreAskedForByTheirIdentifiersAfterTheyClosed() {
    String first = talk("u-1", "rtm", start, "a", "b");
    String second = talk("u-2", "web", start.plusSeconds(60), "c");
    String other = talk("u-3", "rtm", start, "d");
    bot.close(Map.of("userId", "u-1"));

    JsonNode page =
        bot.messages(
                "getMessagesV2",
                Map.of("sessionId", List.of(first, second, "unknown"), "limit", 10_000))
            .json();
    assertThat(texts(page)).containsExactly("c", "b", "a");
    assertThat(page.path("invalidSessions")).hasToString("[\"unknown\"]");
    String both = "getMessages?sessionId=%s&sessionId=%s".formatted(first, other);
    assertThat(texts(bot.messages(both).json())).containsExactlyInAnyOrder("a", "b", "d");
    assertThat(texts(bot.messages("messages-lite", Map.of("sessionId", other)).json()))
        .containsExactly("d");
  }

  @Test
  void allMessagesOfABotAndOfAnAccountAreSeenWhenTheirSessionsHaveClosed() {
    TestBot sibling = bot.sibling();
    sibling.settings(Map.of("keepMessages", true));
    talk("u-1", "rtm", start, "a");
    sibling.record(Event.userMessage("u-2", "web", start).with("text", "b"));
    bot.close(Map.of("userId", "u-1"));
    sibling.close(Map.of("userId", "u-2"));

    assertThat(texts(bot.messages("getMessages", Map.of()).json())).containsExactly("a");
    for (String call : List.of("getMessages", "getMessagesV2")) {
      Answer all =
          bot.client().call("POST", "/api/public/" + call, bot.admin().token(), "{\"limit\":5}");
      assertThat(texts(all.json())).containsExactlyInAnyOrder("a", "b");
      assertThat(all.json().path("messages").findValuesAsText("botId"))
          .containsExactlyInAnyOrder(bot.id().value(), sibling.id().value());
    }
  }

  @Test
  void pagesBySkipAndByCursorShowEveryMessageOnce() {
    Set<String> all = new HashSet<>();
    for (int session = 0; session < 5; session++) {
      String[] texts = new String[7];
      for (int at = 0; at < texts.length; at++) {
        texts[at] = "message " + session + "." + at;
      }
      talk("u-1", "rtm", start.plusSeconds(200L * session), texts);
      bot.close(Map.of("userId", "u-1"));
      all.addAll(List.of(texts));
    }

    List<String> bySkip = new ArrayList<>();
    List<String> byCursor = new ArrayList<>();
    Map<String, Object> skipping = new HashMap<>(Map.of("userId", "u-1", "limit", 4));
    Map<String, Object> continuing = new HashMap<>(skipping);
    for (JsonNode page = ask(skipping); ; page = ask(skipping)) {
      bySkip.addAll(texts(page));
      assertThat(page.path("total").asInt()).isEqualTo(35);
      JsonNode same = ask(continuing);
      byCursor.addAll(texts(same));
      assertThat(same.path("moreAvailable")).isEqualTo(page.path("moreAvailable"));
      if (!page.path("moreAvailable").asBoolean()) {
        break;
      }
      skipping.put("skip", bySkip.size());
      continuing = new HashMap<>(Map.of("cursor", same.path("next").asText(), "limit", 4));
    }
    assertThat(bySkip).hasSize(35).containsExactlyInAnyOrderElementsOf(all);
    assertThat(byCursor).isEqualTo(bySkip);
    List<String> forward = texts(ask(Map.of("userId", "u-1", "limit", "100", "forward", "true")));
    assertThat(forward.reversed()).isEqualTo(bySkip);
  }

  @Test
  void aMessageLeadsToThoseAroundIt() {
    talk("u-1", "rtm", start, "a", "b", "c", "d", "e");
    talk("u-1", "web", start, "elsewhere");
    JsonNode page = ask(Map.of("userId", "u-1", "channelType", "rtm", "forward", true));
    String id = page.path("messages").path(2).path("_id").asText();

    assertThat(texts(ask(Map.of("msgId", id)))).containsExactly("c", "d", "e");
    assertThat(texts(ask(Map.of("msgId", id, "direction", -1)))).containsExactly("c", "b", "a");
    JsonNode both = ask(Map.of("msgId", id, "direction", 0, "limit", 3));
    assertThat(texts(both)).containsExactly("b", "c", "d");
    assertThat(both.path("total").asInt()).isEqualTo(5);
    Answer unknown = bot.messages("getMessages", Map.of("msgId", id.replace("-8", "-9")));
    assertThat(unknown.brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid message id\",\"code\":400}]}");
  }

  @Test
  void messagesAreFilteredByDirectionAndByTags() {
    bot.record(
        Event.userMessage("u-1", "rtm", start)
            .with("text", "in")
            .with("tags", Map.of("user", List.of(Map.of("name", "plan", "value", "gold")))),
        Event.botMessage("u-1", "rtm", start.plusSeconds(1)).with("text", "out"));
    Map<String, Object> gold =
        Map.of("and", List.of(Map.of("name", "plan", "values", List.of("gold"), "type", "user")));

    assertThat(texts(bot.messages("messages-lite?userId=u-1&type=incoming").json()))
        .containsExactly("in");
    assertThat(texts(ask(Map.of("userId", "u-1", "tags", gold)))).containsExactly("out", "in");
    assertThat(
            texts(
                ask(
                    Map.of(
                        "userId",
                        "u-1",
                        "tags",
                        List.of(Map.of("name", "plan", "value", "silver"))))))
        .isEmpty();
  }

  @Test
  void documentedCallsThatCannotBeAnsweredAreRefused() {
    Answer trailingComma =
        bot.client()
            .call(
                "POST",
                bot.path("messages-lite"),
                bot.builder().token(),
                "{\"userId\":\"u-1\",\"skip\":0,\"offset\":0,}");
    assertThat(trailingComma.status()).isEqualTo(412);
    assertThat(bot.messages("getMessages", Map.of("callId", "c-1")).message())
        .isEqualTo("Validation errors/ Invalid arguments: callId: is not supported");
  }

  /** Records messages of a user and the bot in turn, five seconds apart; their session. */
  private String talk(String user, String channel, Instant first, String... texts) {
    List<Event> events = new ArrayList<>();
    for (int at = 0; at < texts.length; at++) {
      Instant time = first.plusSeconds(5L * at);
      events.add(
          (at % 2 == 0
                  ? Event.userMessage(user, channel, time)
                  : Event.botMessage(user, channel, time))
              .with("text", texts[at]));
    }
    return bot.record(events.toArray(Event[]::new)).getLast().path("sessionId").asText();
  }

  private JsonNode ask(Map<String, ?> body) {
    Answer answer = bot.messages("getMessages", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode get(String path) {
    Answer answer = bot.client().call("GET", path, bot.builder().token(), "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> texts(JsonNode page) {
    List<String> texts = new ArrayList<>();
    page.path("messages")
        .forEach(
            message ->
                texts.add(message.path("components").path(0).path("data").path("text").asText()));
    return texts;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Instant millis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }
}
