package org.conversationsessions.functions.getbillingsessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.billing.InMemoryBillingSessions;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.SessionFixture;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 16: billing sessions of a bot and of an account")
class GetBillingSessionsHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final Instant START = TestClient.NOW.minus(Duration.ofDays(1));
  private static final String ACCOUNT_PATH = "/api/public/getBillingSessionsDetails";
  private static final String BOTS_PATH = "/api/public/bots/getBillingSessionsDetails";
  private static final String DATES =
      "\"fromDate\":\"%s\",\"toDate\":\"%s\"".formatted(START, TestClient.NOW);

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();

  @BeforeEach
  void createApps() {
    for (String from : List.of("cs-builder", "cs-admin")) {
      App app = client.registry().app(from).orElseThrow();
      put(app, from.replace("cs-", "cs-billing-"), Set.of(Scope.READ_BILLING_SESSIONS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "stream"})
  void aBotsBillingSessionsAreThoseOfItsClosedSessions(String kind) throws IOException {
    write(TestClient.BOT, "rtm", 0, 31);
    write(TestClient.SIBLING, "rtm", 0, 31);
    String path = "/api/public/" + kind + "/st-1/getBillingSessionsDetails";

    Response response =
        call("cs-billing-builder", path, Map.of("botId", "st-1"), "{" + DATES + "}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(total(response)).isEqualTo(3);
    assertThat(bots(response)).containsExactly("st-1", "st-1", "st-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {ACCOUNT_PATH, BOTS_PATH})
  void anAccountsBillingSessionsAreThoseOfItsBotsAndOfNoOther(String path) throws IOException {
    write(TestClient.BOT, "rtm", 0, 10);
    write(TestClient.SIBLING, "rtm", 1, 16);
    write(TestClient.FOREIGN, "rtm", 2, 16);

    Response all = call("cs-billing-admin", path, Map.of(), "{" + DATES + "}");
    Response one = call("cs-billing-admin", path, Map.of(), "{" + DATES + ",\"botId\":\"st-2\"}");
    Response foreign =
        call("cs-billing-admin", path, Map.of(), "{" + DATES + ",\"botId\":\"st-foreign\"}");

    assertThat(bots(all)).containsExactly("st-2", "st-2", "st-1");
    assertThat(bots(one)).containsExactly("st-2", "st-2");
    assertThat(foreign.brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid StreamId\",\"code\":400}]}");
  }

  @Test
  void theCursorWalksThroughAllAndSkipGivesTheSamePages() throws IOException {
    write(TestClient.BOT, "rtm", 0, 50);
    write(TestClient.BOT, "rtm", 1, 50);
    List<Object> whole = ids(ofBot("{" + DATES + "}"));
    List<Object> byCursor = new ArrayList<>();
    List<Object> bySkip = new ArrayList<>();

    String body = "{" + DATES + ",\"limit\":3}";
    while (true) {
      Response page = ofBot(body);
      byCursor.addAll(ids(page));
      bySkip.addAll(ids(ofBot("{" + DATES + ",\"limit\":3,\"skip\":" + bySkip.size() + "}")));
      assertThat(total(page)).isEqualTo(8);
      Optional<String> next = page.json().text("next");
      if (next.isEmpty()) {
        break;
      }
      body = "{\"limit\":3,\"cursor\":\"" + next.get() + "\"}";
    }

    assertThat(whole).hasSize(8).doesNotHaveDuplicates();
    assertThat(byCursor).isEqualTo(whole);
    assertThat(bySkip).isEqualTo(whole);
  }

  @Test
  void theChannelFiltersInAnyCase() throws IOException {
    write(TestClient.BOT, "rtm", 0, 10);
    write(TestClient.BOT, "ivr", 1, 10);

    assertThat(total(ofBot("{" + DATES + ",\"channel\":\"IVR\"}"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials, 4002",
    "cs-billing-builder, st-2, 401, Invalid SDK credentials, 4002",
    "cs-writer, st-1, 401, Permission denied. Scope is incorrect!, 4002",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!, 4002",
    "cs-billing-admin, st-foreign, 400, Invalid StreamId, 400",
    "'', '', 401, Invalid SDK credentials, 4002",
    "cs-billing-builder, '', 401, Permission denied. Scope is incorrect!, 4002",
  })
  void appsWithoutPermissionSeeNothing(String app, String bot, int status, String message, int code)
      throws IOException {
    App builder = client.registry().app("cs-builder").orElseThrow();
    put(builder, "cs-reader", Set.of(Scope.READ, Scope.READ_METRICS, Scope.READ_MESSAGES));

    Response response =
        call(
            app,
            bot.isEmpty() ? ACCOUNT_PATH : "/api/public/bot/" + bot + "/getBillingSessionsDetails",
            bot.isEmpty() ? Map.of() : Map.of("botId", bot),
            "{" + DATES + "}");

    assertThat(response.brief())
        .isEqualTo(status + " {\"errors\":[{\"msg\":\"" + message + "\",\"code\":" + code + "}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 412 | fromDate:",
        "{\"fromDate\":\"2026-03-01\"} | 412 | toDate:",
        "{\"fromDate\":\"2020-10-01\",\"toDate\":\"2021-03-01\"} | 400 | 93 days",
      })
  void aQueryThatMakesNoSenseIsRefused(String body, int status, String reason) throws IOException {
    Response response = ofBot(body);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(reason);
  }

  @Test
  void aWindowWithTooManySessionsIsRefused() throws IOException {
    Response response =
        client.call(
            handler(query -> new BillingSessions.Result.TooMany(), RateLimit.NONE),
            "cs-billing-builder",
            "POST",
            path(),
            Map.of("botId", "st-1"),
            Map.of(),
            "{" + DATES + "}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text())
        .contains("More than 100000 sessions")
        .contains("narrow fromDate and toDate");
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response =
        client.call(
            handler(billingSessions(), RateLimit.NONE),
            "cs-billing-builder",
            "GET",
            path(),
            Map.of("botId", "st-1"),
            Map.of(),
            "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "POST");
  }

  @Test
  void callsCountWithTheirBotAndThoseOfAnAccountWithTheAccount() throws IOException {
    GetBillingSessionsHandler handler = handler(billingSessions(), new RateLimit(1, 0));
    Map<String, String> ofBot = Map.of("botId", "st-1");
    List<Integer> statuses = new ArrayList<>();

    for (int call = 0; call < 2; call++) {
      statuses.add(status(handler, path(), ofBot));
      statuses.add(status(handler, ACCOUNT_PATH, Map.of()));
    }

    assertThat(statuses).containsExactly(200, 200, 429, 429);
  }

  @Test
  void sessionsThatCannotBeReadAreAnErrorAndNeverFewer() throws IOException {
    Map<StoreException, Integer> statuses =
        Map.of(new StoreException("throttled"), 503, new UnreadableItemException("damaged"), 500);
    for (Map.Entry<StoreException, Integer> one : statuses.entrySet()) {
      BillingSessions failing =
          query -> {
            throw one.getKey();
          };

      assertThat(status(handler(failing, RateLimit.NONE), path(), Map.of("botId", "st-1")))
          .isEqualTo(one.getValue());
    }
  }

  private void put(App like, String id, Set<Scope> scopes) {
    AppKind kind = like.kind();
    client.registry().put(new App(id, like.account(), kind, like.bots(), scopes, like.keys()));
  }

  private void write(BotId bot, String channel, int hours, int minutes) {
    Instant start = START.plus(Duration.ofHours(hours));
    Instant end = start.plus(Duration.ofMinutes(minutes));
    new SessionFixture(store)
        .write(
            List.of(
                new Session(
                    SessionId.of(start, bot.hashCode()),
                    new ConversationKey(bot, "ann", channel),
                    end,
                    List.of(),
                    SessionType.INTERACTIVE,
                    ContainmentType.SELF_SERVICE,
                    Optional.empty(),
                    false,
                    Tags.NONE,
                    2,
                    0,
                    Optional.of(new Closing(CloseReason.API, end, "en", 1, 1)))));
  }

  private static long total(Response response) throws IOException {
    return (long) ((JsonNumber) response.json().member("total").orElseThrow()).nearest();
  }

  private static List<Object> bots(Response response) throws IOException {
    return each(response, "botId");
  }

  private static List<Object> ids(Response response) throws IOException {
    return each(response, "billingSessionId");
  }

  private static List<Object> each(Response response, String field) throws IOException {
    return ((JsonArray) response.json().member("sessions").orElseThrow())
        .items().stream().<Object>map(row -> ((JsonObject) row).text(field).orElseThrow()).toList();
  }

  private static String path() {
    return "/api/public/bot/st-1/getBillingSessionsDetails";
  }

  private int status(GetBillingSessionsHandler handler, String path, Map<String, String> parameters)
      throws IOException {
    return client
        .call(handler, "cs-billing-admin", "POST", path, parameters, Map.of(), "{" + DATES + "}")
        .status();
  }

  private Response ofBot(String body) throws IOException {
    return call("cs-billing-builder", path(), Map.of("botId", "st-1"), body);
  }

  private Response call(String app, String path, Map<String, String> parameters, String body)
      throws IOException {
    return client.call(
        handler(billingSessions(), RateLimit.NONE), app, "POST", path, parameters, Map.of(), body);
  }

  private BillingSessions billingSessions() {
    return new InMemoryBillingSessions(
        new InMemorySessionHistory(store::sessions, Duration.ofDays(90), CLOCK));
  }

  private GetBillingSessionsHandler handler(BillingSessions billingSessions, RateLimit limit) {
    return new GetBillingSessionsHandler(
        new GetBillingSessionsHandler.BillingEndpoint(
            client.access(limit), client.registry(), billingSessions));
  }
}
