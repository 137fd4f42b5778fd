package org.conversationsessions.functions.getsessionmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.metric.InMemorySessionMetrics;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryAccountOperators;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 17: metrics of a bot and of an account")
class GetSessionMetricsHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final String ACCOUNT_PATH = "/api/public/getSessionMetrics";

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();

  @ParameterizedTest
  @ValueSource(strings = {"bot", "stream"})
  void aBotsMetricsAreAnsweredToGetAndPost(String kind) throws IOException {
    record(TestClient.BOT, "ada", "10:00");
    record(TestClient.BOT, "bob", "10:01");
    record(TestClient.SIBLING, "ada", "10:02");
    String path = "/api/public/" + kind + "/st-1/getSessionMetrics";

    Response post = call("cs-builder", "POST", path, Map.of(), "{\"groupBy\":[\"sessionType\"]}");
    Response get = call("cs-builder", "GET", path, Map.of("groupBy", "sessionType"), "");

    assertThat(post.json().text("botId")).contains("st-1");
    assertThat(sessions(post.json().object("totals"))).isEqualTo(2);
    assertThat(((JsonArray) post.json().member("series").orElseThrow()).items()).hasSize(8);
    assertThat(((JsonArray) post.json().member("groups").orElseThrow()).items()).hasSize(1);
    assertThat(get.brief()).isEqualTo(post.brief());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void anAccountsMetricsAreThoseOfAllItsBotsAndOfNoOther(String method) throws IOException {
    record(TestClient.BOT, "ada", "10:00");
    record(TestClient.SIBLING, "ada", "10:02");
    record(TestClient.FOREIGN, "ada", "10:02");

    Response response =
        client.call(
            handler(metrics()),
            "cs-admin",
            method,
            ACCOUNT_PATH,
            Map.of(),
            Map.of("groupBy", "botId"),
            "");

    assertThat(response.json().member("botId")).isEmpty();
    assertThat(sessions(response.json().object("totals"))).isEqualTo(2);
    assertThat(((JsonArray) response.json().member("groups").orElseThrow()).items())
        .extracting(group -> ((JsonObject) group).object("key").text("botId").orElseThrow())
        .containsExactly("st-1", "st-2");
  }

  @Test
  void moreThanFiftyBotsAreNotGroupedByBot() throws IOException {
    InMemoryRegistry many = client.registry();
    IntStream.range(0, 49).forEach(i -> many.put(TestBots.of(new BotId("st-more-" + i))));

    Response byBot = ofAccount("{\"groupBy\":[\"botId\"]}");
    Response together = ofAccount("{}");

    assertThat(byBot.status()).isEqualTo(400);
    assertThat(byBot.text()).contains("at most 50 bots: the account has 51");
    assertThat(together.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials, 4002",
    "cs-builder, st-2, 401, Invalid SDK credentials, 4002",
    "cs-writer, st-1, 401, Permission denied. Scope is incorrect!, 4002",
    "cs-admin, st-foreign, 400, Invalid StreamId, 400",
    "'', '', 401, Invalid SDK credentials, 4002",
    "cs-builder, '', 401, Permission denied. Scope is incorrect!, 4002",
  })
  void appsWithoutPermissionSeeNothing(String app, String bot, int status, String message, int code)
      throws IOException {
    Response response =
        client.call(
            handler(metrics()),
            app,
            "GET",
            bot.isEmpty() ? ACCOUNT_PATH : "/api/public/bot/" + bot + "/getSessionMetrics",
            bot.isEmpty() ? Map.of() : Map.of("botId", bot),
            Map.of(),
            "");

    assertThat(response.brief())
        .isEqualTo(status + " {\"errors\":[{\"msg\":\"" + message + "\",\"code\":" + code + "}]}");
  }

  @ParameterizedTest
  @CsvSource({"READ", "READ_METRICS"})
  void eitherScopeSuffices(Scope scope) throws IOException {
    App builder = client.registry().app("cs-builder").orElseThrow();
    client
        .registry()
        .put(
            new App(
                "cs-metrics",
                builder.account(),
                AppKind.BUILDER,
                builder.bots(),
                Set.of(scope),
                builder.keys()));

    assertThat(ofBot("cs-metrics", "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | 412 | body: must be a JSON object",
        "{\"timezone\":\"Mars\"} | 412 | timezone: must be an IANA name",
        "{\"groupBy\":[\"botId\"]} | 412 | groupBy: must name at most 2 of",
        "{\"dateFrom\":\"2025-11-01\",\"dateTo\":\"2026-03-01\"} | 400 | 92 days",
        "{\"dateFrom\":\"2026-01-01\",\"dateTo\":\"2026-03-01\",\"interval\":\"hour\"} | 400 | 31",
      })
  void aQueryThatMakesNoSenseIsRefused(String body, int status, String reason) throws IOException {
    Response response = ofBot("cs-builder", body);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(reason);
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = call("cs-builder", "PUT", path(), Map.of(), "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "GET, POST");
  }

  @Test
  void callsCountWithTheirBotAndThoseOfAnAccountWithTheAccount() throws IOException {
    GetSessionMetricsHandler handler = handler(metrics(), client.registry(), new RateLimit(1, 0));
    Map<String, String> ofBot = Map.of("botId", TestClient.BOT.value());

    assertThat(client.call(handler, "cs-builder", "GET", path(), ofBot, Map.of(), "").status())
        .isEqualTo(200);
    assertThat(client.call(handler, "cs-admin", "GET", path(), ofBot, Map.of(), "").status())
        .isEqualTo(429);
    assertThat(
            client.call(handler, "cs-admin", "GET", ACCOUNT_PATH, Map.of(), Map.of(), "").status())
        .isEqualTo(200);
    assertThat(
            client.call(handler, "cs-admin", "GET", ACCOUNT_PATH, Map.of(), Map.of(), "").status())
        .isEqualTo(429);
  }

  @Test
  void metricsThatCannotBeCountedAreAnErrorAndNeverSmaller() throws IOException {
    Map<StoreException, Integer> statuses =
        Map.of(new StoreException("throttled"), 503, new UnreadableItemException("damaged"), 500);
    for (Map.Entry<StoreException, Integer> one : statuses.entrySet()) {
      SessionMetrics failing =
          query -> {
            throw one.getKey();
          };
      Response response =
          client.call(
              handler(failing),
              "cs-builder",
              "POST",
              path(),
              Map.of("botId", TestClient.BOT.value()),
              Map.of(),
              "");

      assertThat(response.status()).isEqualTo(one.getValue());
      assertThat(response.text()).doesNotContain("throttled", "damaged", "totals");
    }
  }

  private void record(BotId bot, String user, String time) {
    Recorder recorder =
        new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
    recorder.record(
        TestBots.of(bot),
        List.of(user(time + ":00").in(new ConversationKey(bot, user, "rtm")).build()));
  }

  private static long sessions(JsonObject figures) {
    return (long) ((JsonNumber) figures.member("sessions").orElseThrow()).nearest();
  }

  private static String path() {
    return "/api/public/bot/st-1/getSessionMetrics";
  }

  private Response ofBot(String app, String body) throws IOException {
    return call(app, "POST", path(), Map.of(), body);
  }

  private Response ofAccount(String body) throws IOException {
    return client.call(
        handler(metrics()), "cs-admin", "POST", ACCOUNT_PATH, Map.of(), Map.of(), body);
  }

  private Response call(
      String app, String method, String path, Map<String, String> query, String body)
      throws IOException {
    return client.call(
        handler(metrics()),
        app,
        method,
        path,
        Map.of("botId", TestClient.BOT.value()),
        query,
        body);
  }

  private SessionMetrics metrics() {
    Duration retention = Duration.ofDays(90);
    return new InMemorySessionMetrics(
        new InMemorySessionHistory(store::sessions, retention, CLOCK), retention, CLOCK);
  }

  private GetSessionMetricsHandler handler(SessionMetrics metrics) {
    return handler(metrics, client.registry(), RateLimit.NONE);
  }

  private GetSessionMetricsHandler handler(
      SessionMetrics metrics, Registry registry, RateLimit limit) {
    return new GetSessionMetricsHandler(
        new GetSessionMetricsHandler.MetricsEndpoint(
            client.access(limit), registry, metrics, CLOCK),
        new InMemoryAccountOperators());
  }
}
