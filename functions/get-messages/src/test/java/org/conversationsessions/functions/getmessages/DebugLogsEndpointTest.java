package org.conversationsessions.functions.getmessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.debugLog;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogPolicy;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.message.InMemoryMessageHistory;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 18: debug logs")
class DebugLogsEndpointTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final ConversationKey ADA = new ConversationKey(TestClient.BOT, "ada", "rtm");

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();
  private DebugLogs logs = store;

  @Test
  void theLinesOfAnEndUserComeOldestFirstWithTheirTotal() throws IOException {
    record(ADA, user("10:00").id("e-1"), debugLog("10:01", "Node", "{\"a\":1}"));

    Response response = get(Map.of("identity", "ada"));

    String session = store.sessions().getFirst().id().value();
    assertThat(response.text())
        .isEqualTo(
            "[{\"timestamp\":\"2026-03-02T10:00:00.000Z\",\"debugTitle\":\"Session started\","
                + "\"debugLevel\":\"Info\",\"debugMessage\":\"The event started a session.\","
                + "\"debugDetail\":\"{\\\"session\\\":\\\"%s\\\",\\\"event\\\":\\\"e-1\\\","
                    .formatted(session)
                + "\\\"eventType\\\":\\\"userMessage\\\",\\\"type\\\":\\\"interactive\\\"}\","
                + "\"metaInfo\":{\"channel\":\"rtm\",\"identity\":\"ada\"}},"
                + "{\"timestamp\":\"2026-03-02T10:01:00.000Z\",\"debugTitle\":\"Node\","
                + "\"debugLevel\":\"Warning\",\"debugMessage\":\"Node happened\","
                + "\"debugDetail\":\"{\\\"a\\\":1}\","
                + "\"metaInfo\":{\"channel\":\"rtm\",\"identity\":\"ada\"}}]");
    assertThat(response.headers()).containsEntry("x-total-count", "2");
  }

  @Test
  void minimumInfoLeavesOutTheDetail() throws IOException {
    record(ADA, user("10:00"), debugLog("10:01", "Node", ""));

    assertThat(get(Map.of("identity", "ada", "minimumInfo", "true")).text())
        .contains("Session started")
        .doesNotContain("debugDetail");
    assertThat(get(Map.of("identity", "ada", "offset", "1")).text())
        .as("a line without a detail")
        .doesNotContain("debugDetail");
  }

  @Test
  void theChannelIsRtmUnlessItIsNamed() throws IOException {
    record(new ConversationKey(TestClient.BOT, "ada", "sms"), user("10:00"));

    assertThat(titles(get(Map.of("identity", "ada")))).isEmpty();
    assertThat(titles(get(Map.of("identity", "ada", "channelType", "sms"))))
        .containsExactly("Session started");
  }

  @Test
  void aSessionIsNamedByItsIdentifierAloneOrWithAnAccount() throws IOException {
    ConversationKey sms = new ConversationKey(TestClient.BOT, "ada", "sms");
    record(sms, user("10:00"));
    record(sms, user("11:00"));
    String second = store.sessions().getLast().id().value();

    for (String identity :
        List.of(second, second.toUpperCase(Locale.ROOT), "acc/smartassist/" + second)) {
      Response response = get(Map.of("identity", identity));
      assertThat(titles(response)).containsExactly("Session started");
      assertThat(response.text()).contains("\"channel\":\"sms\",\"identity\":\"ada\"");
    }
    assertThat(get(Map.of("identity", "acc/smartassist/0123456789abcdef01234567")).text())
        .isEqualTo("[]");
  }

  @Test
  void anEndUserMayBeCalledLikeASession() throws IOException {
    ConversationKey odd = new ConversationKey(TestClient.BOT, "0123456789abcdef01234567", "rtm");
    record(odd, user("10:00"));

    assertThat(titles(get(Map.of("identity", odd.userId())))).containsExactly("Session started");
  }

  @Test
  void pagesAreOfFiftyLinesAtMost() throws IOException {
    record(
        ADA,
        IntStream.range(0, 60)
            .mapToObj(i -> debugLog("10:%02d".formatted(i), "n" + i, ""))
            .toArray(TestEventBuilder[]::new));

    assertThat(titles(get(Map.of("identity", "ada")))).hasSize(50).startsWith("n0");
    assertThat(titles(get(Map.of("identity", "ada", "limit", "500", "offset", "20"))))
        .hasSize(40)
        .startsWith("n20");
    assertThat(titles(get(Map.of("identity", "ada", "limit", "2", "offset", "58"))))
        .containsExactly("n58", "n59");
    Response beyond = get(Map.of("identity", "ada", "offset", "300"));
    assertThat(beyond.text()).isEqualTo("[]");
    assertThat(beyond.headers()).containsEntry("x-total-count", "60");
  }

  @Test
  void datesLimitTheWindowInTheZone() throws IOException {
    record(ADA, user("10:00"), debugLog("23:30", "late", ""));

    assertThat(titles(get(Map.of("identity", "ada", "fromDate", "2026-03-02T10:01:00Z"))))
        .containsExactly("late");
    // It is 5:00 on the next day in India.
    Response indian =
        get(
            Map.of(
                "identity", "ada",
                "fromDate", "2026-03-03",
                "toDate", "2026-03-03",
                "timezone", "Asia/Kolkata"));
    assertThat(titles(indian)).containsExactly("late");
    assertThat(indian.text()).contains("\"timestamp\":\"2026-03-02T23:30:00.000Z\"");
    assertThat(
            titles(
                get(Map.of("identity", "ada", "fromDate", "2026-03-03", "toDate", "2026-03-03"))))
        .isEmpty();
  }

  @Test
  void anEndUsersWindowIsAWeekAndASessionsIsItsWholeTime() throws IOException {
    record(
        ADA,
        TestEventBuilder.event(
            ActivityType.USER_MESSAGE, TestClient.NOW.minus(Duration.ofDays(8))));
    String session = store.sessions().getFirst().id().value();

    assertThat(titles(get(Map.of("identity", "ada")))).isEmpty();
    assertThat(titles(get(Map.of("identity", session)))).containsExactly("Session started");
    assertThat(titles(get(Map.of("identity", session, "toDate", "2026-03-02")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "identity, '', 412",
    "timezone, Mars/Olympus, 412",
    "limit, 0, 412",
    "offset, -1, 412",
    "minimumInfo, perhaps, 412",
    "fromDate, yesterday, 400"
  })
  void badParametersAreNamed(String name, String value, int status) throws IOException {
    Map<String, String> query = new HashMap<>(Map.of("identity", "ada"));
    query.put(name, value);

    Response response = get(query);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(name);
  }

  @Test
  void tooManyLinesAreRefused() throws IOException {
    logs =
        new DebugLogs() {
          @Override
          public void put(DebugEntry entry) {
            throw new IllegalStateException();
          }

          @Override
          public Result find(Query query) {
            return new Result.TooMany();
          }
        };

    assertThat(get(Map.of("identity", "ada")).brief())
        .startsWith("400 ")
        .contains("More than 10000 lines would have to be read: narrow fromDate and toDate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cs-admin", "cs-reader"})
  void onlyABuilderWithTheScopeMayRead(String app) throws IOException {
    assertThat(call(app, "GET", Map.of("identity", "ada")).brief())
        .startsWith("401 ")
        .contains("Permission denied. Scope is incorrect!");
  }

  @Test
  void onlyGetIsAMethod() throws IOException {
    Response response = call("cs-builder", "POST", Map.of("identity", "ada"));

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "GET");
  }

  private void record(ConversationKey key, TestEventBuilder... events) {
    DebugLogPolicy policy = new DebugLogPolicy(true, Duration.ofDays(30), text -> text);
    Bot bot = TestBots.of(TestClient.BOT);
    new Recorder(
            store,
            store,
            TestTranscripts.NONE,
            new DebugLogging(store, any -> policy),
            ids,
            CLOCK,
            BackoffPolicy.immediate())
        .record(bot, Arrays.stream(events).map(event -> event.in(key).build()).toList());
  }

  private Response get(Map<String, String> query) throws IOException {
    return call("cs-builder", "GET", query);
  }

  private Response call(String app, String method, Map<String, String> query) throws IOException {
    InMemorySessionHistory history =
        new InMemorySessionHistory(store::sessions, Duration.ZERO, CLOCK);
    GetMessagesHandler handler =
        new GetMessagesHandler(
            new GetMessagesHandler.MessagesEndpoint(
                client.access(RateLimit.NONE),
                client.registry(),
                new InMemoryMessageHistory(store, new InMemorySealer(), CLOCK),
                CLOCK,
                Duration.ofDays(7)),
            new DebugLogsEndpoint(
                client.access(RateLimit.NONE), logs, history, CLOCK, Duration.ofDays(7)));
    return client.call(
        handler,
        app,
        method,
        "/api/1.1/st-1/debuglogs",
        Map.of("botId", TestClient.BOT.value()),
        query,
        "");
  }

  private static List<String> titles(Response response) {
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    Json body = ((JsonReader.Parsed.Value) JsonReader.read(Bytes.utf8(response.text()))).json();
    return ((JsonArray) body)
        .items().stream()
            .map(line -> ((JsonObject) line).text("debugTitle").orElseThrow())
            .toList();
  }
}
