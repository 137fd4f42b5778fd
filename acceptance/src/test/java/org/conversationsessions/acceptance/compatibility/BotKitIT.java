package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("BotKit and its derivatives; contract, section 14")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BotKitIT {
  private static final String USER = "u-8affce58-a87c-5a60-9074-c7567dda169d";
  private static final int MESSAGES = 25;

  private final TestBot bot = TestBot.create();
  private final BotKit botKit = new BotKit(Map.of(bot.id().value(), bot.builder()), 60);
  private final String baseUrl = bot.client().service().url() + "/api/public/bot/" + bot.id();
  private String session = "";

  @BeforeAll
  void talk() {
    Instant start = Instant.now().minus(Duration.ofMinutes(10));
    List<Event> events = new ArrayList<>();
    for (int at = 0; at < MESSAGES; at++) {
      Instant time = start.plusSeconds(at);
      Event event =
          at % 2 == 0 ? Event.userMessage(USER, "rtm", time) : Event.botMessage(USER, "rtm", time);
      events.add(event.with("text", "message " + at));
    }
    session = bot.record(events.toArray(Event[]::new)).getLast().path("sessionId").asText();
  }

  @Test
  void anAgentSeesTheLastTwentyMessagesTheNewestFirst() {
    JsonNode resp = botKit.getMessages(baseUrl, USER, 0, OptionalInt.empty());
    assertThat(texts(resp)).isEqualTo(newestFirst(0, 20));
    assertThat(resp.path("moreAvailable").asBoolean()).isTrue();
  }

  @Test
  void skipAndLimitLeadToOlderMessages() {
    assertThat(texts(botKit.getMessages(baseUrl, USER, 20, OptionalInt.of(100))))
        .isEqualTo(newestFirst(20, MESSAGES));
  }

  @Test
  void aQueryThatBeginsWithAnAmpersandAndAGetWithABodyAreTaken() {
    List<BotKit.Line> history = botKit.getChatHistory(baseUrl, USER);
    assertThat(history).extracting(BotKit.Line::text).isEqualTo(newestFirst(0, MESSAGES));
    assertThat(history.subList(0, 2)).extracting(BotKit.Line::type).containsExactly("user", "bot");
  }

  @Test
  void emptyParametersAreIgnored() {
    String query = "/getMessages?skip=&limit=&channelType=&userId=" + USER;
    assertThat(texts(botKit.get(baseUrl + query))).isEqualTo(newestFirst(0, MESSAGES));
  }

  @Test
  void aClosedSessionsMessagesAreFoundByItsId() {
    bot.close(Map.of("userId", USER, "status", "inactive"));
    JsonNode resp = botKit.getMessagesOfSession(baseUrl, session);
    assertThat(texts(resp)).isEqualTo(newestFirst(0, MESSAGES));
    assertThat(resp.path("messages").findValuesAsText("sessionId")).containsOnly(session);
  }

  /** Returns the texts from one place to another, counted from the newest message. */
  private static List<String> newestFirst(int from, int to) {
    return IntStream.range(from, to).mapToObj(at -> "message " + (MESSAGES - 1 - at)).toList();
  }

  private static List<String> texts(JsonNode resp) {
    List<String> texts = new ArrayList<>();
    resp.path("messages")
        .forEach(message -> texts.add(message.at("/components/0/data/text").asText()));
    return texts;
  }
}
