package org.conversationsessions.functions.getsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sessions history (contract, section 5). */
class GetSessionsHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();

  @Test
  void returnsAPageAndItsCursorReturnsTheNext() throws IOException {
    SessionId first = record(TestClient.BOT, "ada", "10:00");
    SessionId second = record(TestClient.BOT, "bob", "10:01");
    SessionId third = record(TestClient.BOT, "ada", "10:02");
    record(TestClient.SIBLING, "ada", "10:03");

    JsonObject page = ask("{\"limit\":2}").json();
    assertThat(page.members())
        .containsEntry("total", JsonNumber.of(3))
        .containsEntry("moreAvailable", new JsonBoolean(true));
    assertThat(sessions(page)).containsExactly(third, second);

    JsonObject rest =
        ask("{\"limit\":2,\"cursor\":\"" + page.text("next").orElseThrow() + "\"}").json();
    assertThat(rest.members())
        .containsEntry("total", JsonNumber.of(3))
        .containsEntry("moreAvailable", new JsonBoolean(false));
    assertThat(sessions(rest)).containsExactly(first);
    assertThat(rest.text("next")).isEmpty();
  }

  @Test
  void filtersByBodyAndQuery() throws IOException {
    SessionId ada = record(TestClient.BOT, "ada", "10:00");
    record(TestClient.BOT, "bob", "10:01");

    assertThat(sessions(ask("{\"userId\":\"ada\"}").json())).containsExactly(ada);
    Response none =
        client.call(
            handler(history()),
            "cs-reader",
            "POST",
            Map.of("botId", TestClient.BOT.value()),
            Map.of("containmentType", "agent"),
            "");
    assertThat(none.brief())
        .isEqualTo("200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null}");
  }

  @Test
  void returnsSessionsByIdentifierAndNamesThoseThatWereNotFound() throws IOException {
    SessionId known = record(TestClient.BOT, "ada", "10:00");
    SessionId siblings = record(TestClient.SIBLING, "ada", "10:00");

    JsonObject found =
        ask("{\"sessionId\":[\"%s\",\"%s\",\"nonsense\"]}".formatted(siblings, known)).json();

    assertThat(sessions(found)).containsExactly(known);
    assertThat(((JsonArray) found.member("invalidSessions").orElseThrow()).items())
        .containsExactly(new Json.JsonString(siblings.value()), new Json.JsonString("nonsense"));
  }

  @Test
  void sessionsByIdentifierHaveTheirTagsAtAnyAge() throws IOException {
    SessionId old =
        record(
            TestClient.BOT,
            new ConversationKey(TestClient.BOT, "ada", "rtm"),
            event(ActivityType.USER_MESSAGE, TestClient.NOW.minus(Duration.ofDays(80)))
                .sessionTag("topic", "parcel"));

    assertThat(ask("{\"sessionId\":[\"%s\"]}".formatted(old)).text())
        .contains("\"sessionTags\":[{\"value\":\"parcel\",\"name\":\"topic\"}]");
  }

  @Test
  void anAdminAppSeesAllBotsOfItsAccountAndNoOther() throws IOException {
    SessionId own = record(TestClient.BOT, "ada", "10:00");
    SessionId siblings = record(TestClient.SIBLING, "ada", "10:01");
    record(TestClient.FOREIGN, "ada", "10:02");

    Response response = account("cs-admin", "");

    assertThat(sessions(response.json())).containsExactly(siblings, own);
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials",
    "cs-reader, st-2, 401, Invalid SDK credentials",
    "cs-writer, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-foreign, 400, Invalid StreamId",
    "'', '', 401, Invalid SDK credentials",
    "cs-builder, '', 401, Permission denied. Scope is incorrect!",
  })
  void appsWithoutPermissionSeeNothing(String app, String bot, int status, String message)
      throws IOException {
    record(TestClient.BOT, "ada", "10:00");

    Response response =
        bot.isEmpty()
            ? account(app, "")
            : client.call(handler(history()), app, "POST", Map.of("botId", bot), Map.of(), "");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains("\"msg\":\"" + message + "\"").doesNotContain("ada");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | 412 | must be a JSON object",
        "{\"limit\":0} | 412 | limit",
        "{\"skip\":1,\"offset\":2} | 412 | offset",
        "{\"tags\":{\"nor\":[]}} | 412 | tags",
        "{\"cursor\":\"made up\"} | 412 | cursor",
        "{\"dateFrom\":\"2026-03-09\",\"dateTo\":\"2026-03-01\"} | 400 | dateFrom",
        "{\"dateFrom\":\"2026-03-01\",\"dateTo\":\"2026-03-09\"} | 400 | 7 days",
      })
  void aQueryThatMakesNoSenseIsRefused(String body, int status, String reason) throws IOException {
    Response response = ask(body);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(reason);
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = client.call(handler(history()), "cs-reader", "GET", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "POST");
  }

  @Test
  void callsAreLimitedByBotAndByAccount() throws IOException {
    GetSessionsHandler handler = handler(history(), client.registry(), new RateLimit(1, 0));

    assertThat(client.call(handler, "cs-reader", "POST", "").status()).isEqualTo(200);
    assertThat(client.call(handler, "cs-admin", "POST", "").status()).isEqualTo(429);
    assertThat(client.call(handler, "cs-admin", "POST", Map.of(), Map.of(), "").status())
        .isEqualTo(200);
    assertThat(client.call(handler, "cs-admin", "POST", Map.of(), Map.of(), "").status())
        .isEqualTo(429);
  }

  @Test
  void aPageOfWhichAPartCannotBeReadIsUnavailableAndNeverShorter() throws IOException {
    record(TestClient.BOT, "ada", "10:00");
    for (String body : List.of("", "{\"sessionId\":[\"69a40e800000000000000000\"]}")) {
      Response passing =
          client.call(handler(failing(new StoreException("throttled"))), "cs-reader", "POST", body);
      assertThat(passing.status()).isEqualTo(503);
      assertThat(passing.headers()).containsEntry("retry-after", "5");

      Response lasting =
          client.call(
              handler(failing(new UnreadableItemException("damaged"))), "cs-reader", "POST", body);
      assertThat(lasting.status()).isEqualTo(500);
      assertThat(lasting.headers()).doesNotContainKey("retry-after");
      assertThat(lasting.text()).doesNotContain("damaged");
    }
  }

  @Test
  void aQueryThatCannotBeAnsweredInTimeIsRefused() throws IOException {
    Response response =
        client.call(
            handler(failing(new WindowTooLargeException("narrow the window"))),
            "cs-reader",
            "POST",
            "");

    assertThat(response.brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"narrow the window\",\"code\":400}]}");
  }

  @Test
  void aRegistryThatFailsIsUnavailableAndNotAnAccountWithoutBots() throws IOException {
    Registry failing =
        new InMemoryRegistry() {
          @Override
          public List<Bot> botsOf(String account) {
            throw new StoreException("no bots");
          }
        };

    Response response =
        client.call(
            handler(history(), failing, RateLimit.NONE),
            "cs-admin",
            "POST",
            Map.of(),
            Map.of(),
            "");

    assertThat(response.status()).isEqualTo(503);
  }

  private SessionId record(BotId bot, String user, String time) {
    return record(bot, new ConversationKey(bot, user, time), user(time));
  }

  private SessionId record(BotId bot, ConversationKey key, TestEventBuilder event) {
    Recorder recorder =
        new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
    return ((Recorder.RecordingResult.InSession)
            recorder.record(TestBots.of(bot), List.of(event.in(key).build())).getFirst())
        .session();
  }

  private Response ask(String body) throws IOException {
    return client.call(handler(history()), "cs-reader", "POST", body);
  }

  private Response account(String app, String body) throws IOException {
    return client.call(handler(history()), app, "POST", Map.of(), Map.of(), body);
  }

  private static List<SessionId> sessions(JsonObject page) {
    List<SessionId> sessions = new ArrayList<>();
    for (Json session : ((JsonArray) page.member("sessions").orElseThrow()).items()) {
      sessions.add(new SessionId(((JsonObject) session).text("sessionId").orElseThrow()));
    }
    return sessions;
  }

  private SessionHistory history() {
    return new InMemorySessionHistory(store::sessions, Duration.ZERO, CLOCK);
  }

  private static SessionHistory failing(RuntimeException failure) {
    return new SessionHistory() {
      @Override
      public HistoryPage page(HistoryQuery query) {
        throw failure;
      }

      @Override
      public List<Session> byId(List<Bot> bots, Collection<SessionId> wanted) {
        throw failure;
      }
    };
  }

  private GetSessionsHandler handler(SessionHistory history) {
    return handler(history, client.registry(), RateLimit.NONE);
  }

  private GetSessionsHandler handler(SessionHistory history, Registry registry, RateLimit limit) {
    return new GetSessionsHandler(
        new GetSessionsHandler.HistoryEndpoint(
            client.access(limit), registry, history, CLOCK, Duration.ofDays(7)));
  }
}
