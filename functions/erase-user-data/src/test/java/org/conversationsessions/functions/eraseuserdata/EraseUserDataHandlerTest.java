package org.conversationsessions.functions.eraseuserdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.api.token.Tokens;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.erasure.ErasureQueue;
import org.conversationsessions.application.erasure.ErasureService;
import org.conversationsessions.application.erasure.Erasures;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryAccountOperators;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 15: requests to erase data, and their status")
class EraseUserDataHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final String ADA = "{\"userIds\":[\"ada\"],\"botIds\":[\"st-1\"]}";
  private static final String UNKNOWN =
      "400 {\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}";

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemoryErasures erasures = new InMemoryErasures();
  private final InMemoryAccountOperators operators = new InMemoryAccountOperators();
  private final List<ErasureId> sent = new ArrayList<>();
  private final SessionIds ids = TestIds.counting();
  private final EraseUserDataHandler handler = handler(RateLimit.NONE);
  private int uuids;

  @BeforeEach
  void registerAppsOfOneScope() {
    app("cs-sessions", "account", Scope.READ);
    app("cs-other", "foreign", Scope.ERASE_USER_DATA);
  }

  @Nested
  class OfEndUsers {
    @Test
    void aRequestIsStoredAndSentToTheWorker() throws IOException {
      Response taken =
          erase(
              "cs-admin",
              """
              {"userIds":["ada",{"userId":"bob","channel":"rtm"},"ada"],
              "botIds":["st-2","st-1","st-2"]}\
              """);

      String id = taken.json().text("requestId").orElseThrow();
      assertThat(taken.brief())
          .isEqualTo("200 {\"requestId\":\"" + id + "\",\"status\":\"in-progress\"}");
      assertThat(id).startsWith("eud-");
      assertThat(sent).containsExactly(new ErasureId(id));
      assertThat(erasures.requests())
          .containsExactly(
              new UserErasure(
                  new ErasureId(id),
                  "account",
                  TestClient.NOW,
                  false,
                  List.of(TestClient.SIBLING, TestClient.BOT),
                  List.of(
                      new DataSubject("ada", Optional.empty()),
                      new DataSubject("bob", Optional.of("rtm")))));
    }

    @Test
    void anOperatorOfTheAccountIsRefusedAndTheOthersAreErased() throws IOException {
      operators
          .add("account", new AccountOperator("ada@example.com", "ada", true, Map.of()))
          .add("foreign", new AccountOperator("bob@example.com", "bob", true, Map.of()));

      String id =
          erase(
                  "cs-admin",
                  "{\"userIds\":[\"bob\",{\"userId\":\"ada\",\"channel\":\"rtm\"},\"ADA@example.com\"],"
                      + "\"botIds\":[\"st-1\"]}")
              .json()
              .text("requestId")
              .orElseThrow();

      assertThat(status("cs-admin", id).text())
          .contains(
              "{\"userId\":\"bob\",\"status\":\"IN_PROGRESS\",",
              "{\"userId\":\"ada\",\"channel\":\"rtm\",\"status\":\"FAILURE\",\"reason\":\"operator\",",
              "{\"userId\":\"ADA@example.com\",\"status\":\"FAILURE\",\"reason\":\"operator\",");
      assertThat(erasures.find(new ErasureId(id)).orElseThrow().progress().subjectsOfPass())
          .containsExactly(0);
    }

    @Test
    void allBotsAreThoseOfTheAccount() throws IOException {
      assertThat(
              erase("cs-admin", "{\"userIds\":[\"ada\"],\"RemoveDataFromAllBots\":true}").status())
          .isEqualTo(200);

      UserErasure request = (UserErasure) erasures.requests().getFirst();
      assertThat(request.allBots()).isTrue();
      assertThat(request.bots()).containsExactly(TestClient.BOT, TestClient.SIBLING);
    }

    @Test
    void anAccountWithMoreBotsThanARequestTakesMustNameThem() throws IOException {
      for (int i = 0; i < UserErasure.MAX_BOTS; i++) {
        client.registry().put(TestBots.of(new BotId("st-more-" + i)));
      }

      assertThat(
              erase("cs-admin", "{\"userIds\":[\"ada\"],\"RemoveDataFromAllBots\":true}").brief())
          .startsWith("412 ")
          .contains(
              "RemoveDataFromAllBots: the account has 3002 bots, more than the 3000 that one"
                  + " request takes; name up to 1000 in botIds");
      assertThat(erasures.requests()).isEmpty();
    }

    @Test
    void theSameRequestAgainHasAnIdentifierOfItsOwn() throws IOException {
      Response first = erase("cs-admin", ADA);
      Response second = erase("cs-admin", ADA);

      assertThat(second.status()).isEqualTo(200);
      assertThat(second.text()).isNotEqualTo(first.text());
      assertThat(sent).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"st-foreign", "st-unknown", "no bot at all"})
    void oneBotThatIsNotTheAccountsStopsAll(String bot) throws IOException {
      Response response =
          erase("cs-admin", "{\"userIds\":[\"ada\"],\"botIds\":[\"st-1\",\"" + bot + "\"]}");

      assertThat(response.brief())
          .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid StreamId\",\"code\":400}]}");
      assertNothingStarted();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | body: must be a JSON object",
          "{userIds:[\"ada\"]} | body: must be a JSON object",
          "{\"botIds\":[\"st-1\"]} | userIds: is missing",
          "{\"userIds\":[],\"botIds\":[\"st-1\"]} | userIds: must be an array",
          "{\"userIds\":[{\"userId\":7}],\"botIds\":[\"st-1\"]} | userIds[0].userId: ",
          "{\"userIds\":[\"ada\"]} | botIds: is missing",
          "{\"userIds\":[\"ada\"],\"RemoveDataFromAllBots\":1} | RemoveDataFromAllBots: ",
        })
    void aBodyThatMakesNoSenseStartsNothing(String body, String reason) throws IOException {
      Response response = erase("cs-admin", body);

      assertThat(response.status()).isEqualTo(412);
      assertThat(response.text()).contains("Validation errors/ Invalid arguments: " + reason);
      assertNothingStarted();
    }

    @ParameterizedTest
    @CsvSource({
      "'', Invalid SDK credentials",
      "cs-unknown, Invalid SDK credentials",
      "cs-builder, Permission denied. Scope is incorrect!",
      "cs-reader, Permission denied. Scope is incorrect!",
      "cs-sessions, Permission denied. Scope is incorrect!",
    })
    void onlyAdminAppsWithTheScopeEraseAndSeeTheStatus(String app, String message)
        throws IOException {
      String id = taken();
      String denied = "401 {\"errors\":[{\"msg\":\"" + message + "\",\"code\":4002}]}";

      assertThat(erase(app, ADA).brief()).isEqualTo(denied);
      assertThat(status(app, id).brief()).isEqualTo(denied);

      assertThat(sent).hasSize(1);
    }

    @Test
    void theStatusShowsEachEndUserWithAReceipt() throws IOException {
      String id = taken();

      JsonObject status = status("cs-admin", id).json();

      assertThat(status.text("_id")).contains(id);
      assertThat(status.text("status")).contains("in-progress");
      assertThat(status.text("createdOn")).contains("2026-03-02T12:00:00.000Z");
      JsonObject ada = objects(status, "response").getFirst();
      assertThat(ada.text("userId")).contains("ada");
      assertThat(ada.text("status")).contains("IN_PROGRESS");
      assertThat(objects(ada, "receipt"))
          .extracting(row -> row.text("store").orElseThrow())
          .containsExactlyInAnyOrder(
              "conversations",
              "sessionStates",
              "messages",
              "debugLogs",
              "sessions",
              "due",
              "counters");
      assertThat(objects(status, "elsewhere"))
          .extracting(row -> row.text("store").orElseThrow())
          .contains("backups", "request");
    }

    @Test
    @DisplayName("contract, section 13.2")
    void theStatusIsTakenWithATrailingSlash() throws IOException {
      String id = taken();

      assertThat(status("cs-admin", id + "/").brief()).isEqualTo(status("cs-admin", id).brief());
      assertThat(status("cs-admin", id + "//").brief()).isEqualTo(UNKNOWN);
      assertThat(status("cs-admin", id + "/more").brief()).isEqualTo(UNKNOWN);
    }

    @Test
    void aStatusIsShownToItsAccountAlone() throws IOException {
      String id = taken();
      String job = job("{\"cId\":\"ada\"}");

      assertThat(status("cs-other", id).brief()).isEqualTo(UNKNOWN);
      for (String other : List.of("eud-" + new UUID(7, 7), "eud-1", "/", job)) {
        assertThat(status("cs-admin", other).brief()).isEqualTo(UNKNOWN);
      }
    }

    @Test
    void otherMethodsAreNotAllowed() throws IOException {
      assertAllowed(Map.of(), "PUT", "DELETE");
      assertAllowed(Map.of("reqId", "eud-1"), "DELETE", "GET");
    }

    @Test
    void requestsCountWithTheAccountAndStatusCallsWithTheirRequest() throws IOException {
      EraseUserDataHandler limited = handler(new RateLimit(1, 0));
      Response first = client.call(limited, "cs-admin", "DELETE", Map.of(), Map.of(), ADA);
      String id = first.json().text("requestId").orElseThrow();
      Response second = client.call(limited, "cs-admin", "DELETE", Map.of(), Map.of(), ADA);

      assertThat(second.status()).isEqualTo(429);
      assertThat(second.headers()).containsEntry("retry-after", "60");
      assertThat(sent).hasSize(1);
      Map<String, String> path = Map.of("reqId", id);
      assertThat(client.call(limited, "cs-admin", "GET", path, Map.of(), "").status())
          .isEqualTo(200);
      Map<String, String> same = Map.of("reqId", id + "/");
      assertThat(client.call(limited, "cs-admin", "GET", same, Map.of(), "").status())
          .isEqualTo(429);
      // A text that is not an identifier counts with the account.
      Map<String, String> none = Map.of("reqId", "x");
      assertThat(client.call(limited, "cs-admin", "GET", none, Map.of(), "").status())
          .isEqualTo(429);
    }
  }

  @Nested
  class OfConversations {
    @Test
    void sessionsAreLookedUpAndUnknownOnesAreLeftOut() throws IOException {
      SessionId first = record(TestClient.BOT, "ada", "10:00");
      SessionId second = record(TestClient.BOT, "bob", "10:01");
      SessionId foreign = record(TestClient.SIBLING, "ada", "10:02");

      Response taken =
          delete(
              "cs-builder",
              "{\"conversationIds\":[\"%s\",\"%s\",\"%s\",\"x\"]}"
                  .formatted(first, second, foreign));

      String id = taken.json().text("jobId").orElseThrow();
      assertThat(taken.brief())
          .isEqualTo(
              "202 {\"status\":\"queued\",\"jobId\":\""
                  + id
                  + "\",\"message\":\"Deletion job queued successfully.\","
                  + "\"submittedAt\":\"2026-03-02T12:00:00.000Z\"}");
      assertThat(sent).containsExactly(new ErasureId(id));
      ConversationDeletion request = (ConversationDeletion) erasures.requests().getFirst();
      assertThat(request.bot()).isEqualTo(TestClient.BOT);
      assertThat(request.requested()).isEqualTo(4);
      assertThat(request.selections())
          .containsExactlyInAnyOrder(
              SessionSelection.of("ada", Set.of(first)),
              SessionSelection.of("bob", Set.of(second)));
    }

    @Test
    void anEndUserIsNamedWithARangeOfStarts() throws IOException {
      String id = job("{\"cId\":\"ada\",\"startDate\":\"2026-02-01\",\"endDate\":\"2026-02-02\"}");

      ConversationDeletion request = (ConversationDeletion) erasures.requests().getFirst();
      assertThat(request.selections())
          .containsExactly(
              new SessionSelection(
                  "ada",
                  Set.of(),
                  Instant.parse("2026-02-01T00:00:00Z"),
                  Instant.parse("2026-02-02T23:59:59.999Z")));
      JsonObject status = jobStatus("cs-builder", "st-1", id).json();
      assertThat(status.text("jobId")).contains(id);
      assertThat(status.text("status")).contains("queued");
      assertThat(status.text("requestType")).contains("cId");
    }

    @Test
    @DisplayName("contract, section 13.2")
    void theQueryIsTakenForWhatTheBodyDoesNotName() throws IOException {
      for (String body : List.of("", "{\"cId\":\"ada\",\"endDate\":null}")) {
        assertThat(
                client
                    .call(
                        handler,
                        "cs-builder",
                        "POST",
                        Map.of("botId", "st-1"),
                        Map.of("cId", body.isEmpty() ? "ada" : "bob", "endDate", "2026-02-02"),
                        body)
                    .status())
            .isEqualTo(202);
      }

      assertThat(erasures.requests())
          .hasSize(2)
          .allSatisfy(
              request ->
                  assertThat(((ConversationDeletion) request).selections())
                      .containsExactly(
                          new SessionSelection(
                              "ada",
                              Set.of(),
                              Instant.EPOCH,
                              Instant.parse("2026-02-02T23:59:59.999Z"))));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{} | 412 | conversationIds: is missing",
          "{\"conversationIds\":[]} | 412 | conversationIds: must be an array",
          "{\"cId\":\"\"} | 412 | cId: ",
          "{\"cId\":\"ada\",\"endDate\":\"2026-03-03\"} | 400 | endDate is in the future",
          "{\"cId\":\"ada\",\"startDate\":\"2026-03-02\",\"endDate\":\"2026-03-01\"} | 400"
              + " | startDate is after endDate",
        })
    void aBodyThatMakesNoSenseStartsNothing(String body, int status, String reason)
        throws IOException {
      Response response = delete("cs-builder", body);

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.text()).contains(reason);
      assertNothingStarted();
    }

    @ParameterizedTest
    @CsvSource({
      "'', st-1, 401, Invalid SDK credentials, 4002",
      "cs-builder, st-2, 401, Invalid SDK credentials, 4002",
      "cs-reader, st-1, 401, Permission denied. Scope is incorrect!, 4002",
      "cs-admin, st-1, 401, Permission denied. Scope is incorrect!, 4002",
      "cs-admin, st-foreign, 400, Invalid StreamId, 400",
    })
    void onlyBuilderAppsWithTheScopeDeleteAndSeeTheStatus(
        String app, String bot, int status, String message, int code) throws IOException {
      String id = job("{\"cId\":\"ada\"}");
      String denied =
          status + " {\"errors\":[{\"msg\":\"" + message + "\",\"code\":" + code + "}]}";

      assertThat(
              client
                  .call(handler, app, "POST", Map.of("botId", bot), Map.of(), "{\"cId\":\"ada\"}")
                  .brief())
          .isEqualTo(denied);
      assertThat(jobStatus(app, bot, id).brief()).isEqualTo(denied);
      assertThat(sent).hasSize(1);
    }

    @Test
    void aStatusIsShownForItsBotAlone() throws IOException {
      String erasure = taken();
      String id = job("{\"cId\":\"ada\"}");
      client
          .registry()
          .put(
              new App(
                  "cs-siblings",
                  "account",
                  AppKind.BUILDER,
                  Set.of(TestClient.SIBLING),
                  Set.of(Scope.DELETE_CONVERSATIONS),
                  List.of(new SigningKey.Secret(Tokens.SECRET))));

      assertThat(jobStatus("cs-siblings", "st-2", id).brief()).isEqualTo(UNKNOWN);
      for (String other : List.of("cdj-" + new UUID(7, 7), "cdj-1", erasure)) {
        assertThat(jobStatus("cs-builder", "st-1", other).brief()).isEqualTo(UNKNOWN);
      }
      assertThat(jobStatus("cs-builder", "st-1", id + "/").status()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreNotAllowed() throws IOException {
      assertAllowed(Map.of("botId", "st-1"), "GET", "POST");
      assertAllowed(Map.of("botId", "st-1", "jobId", "cdj-1"), "POST", "GET");
    }

    @Test
    void requestsCountWithTheAccountAndStatusCallsWithTheirRequest() throws IOException {
      EraseUserDataHandler limited = handler(new RateLimit(1, 0));
      String id =
          client
              .call(limited, "cs-builder", "POST", "{\"cId\":\"ada\"}")
              .json()
              .text("jobId")
              .orElseThrow();

      assertThat(client.call(limited, "cs-builder", "POST", "{\"cId\":\"ada\"}").status())
          .isEqualTo(429);
      // The account's limit is used up for its admin apps too.
      assertThat(client.call(limited, "cs-admin", "DELETE", Map.of(), Map.of(), ADA).status())
          .isEqualTo(429);
      Map<String, String> path = Map.of("botId", "st-1", "jobId", id);
      assertThat(client.call(limited, "cs-builder", "GET", path, Map.of(), "").status())
          .isEqualTo(200);
      assertThat(client.call(limited, "cs-builder", "GET", path, Map.of(), "").status())
          .isEqualTo(429);
    }
  }

  @Nested
  class WhenAStoreFails {
    private final Erasures failing =
        (Erasures)
            Proxy.newProxyInstance(
                Erasures.class.getClassLoader(),
                new Class<?>[] {Erasures.class},
                (proxy, method, arguments) -> {
                  throw new StoreException("throttled");
                });

    @Test
    void aRequestThatIsNotStoredIsNotSent() throws IOException {
      EraseUserDataHandler broken = handler(client.registry(), failing, queue(), RateLimit.NONE);

      assertUnavailable(client.call(broken, "cs-admin", "DELETE", Map.of(), Map.of(), ADA));
      assertUnavailable(client.call(broken, "cs-builder", "POST", "{\"cId\":\"ada\"}"));
      assertThat(sent).isEmpty();
    }

    @Test
    void aStatusThatCannotBeReadIsNotUnknown() throws IOException {
      String id = taken();
      String job = job("{\"cId\":\"ada\"}");
      EraseUserDataHandler broken = handler(client.registry(), failing, queue(), RateLimit.NONE);

      assertUnavailable(client.call(broken, "cs-admin", "GET", Map.of("reqId", id), Map.of(), ""));
      assertUnavailable(
          client.call(
              broken, "cs-builder", "GET", Map.of("botId", "st-1", "jobId", job), Map.of(), ""));
    }

    @Test
    void aRequestThatTheQueueDoesNotTakeIsUnavailable() throws IOException {
      ErasureQueue full =
          (id, delay) -> {
            throw new StoreException("full");
          };
      EraseUserDataHandler broken = handler(client.registry(), erasures, full, RateLimit.NONE);

      assertUnavailable(client.call(broken, "cs-admin", "DELETE", Map.of(), Map.of(), ADA));
    }

    @Test
    void aRegistryThatFailsIsNotAnAccountWithoutTheBot() throws IOException {
      Registry silent =
          new InMemoryRegistry() {
            @Override
            public Optional<Bot> bot(String botId) {
              throw new StoreException("no bot");
            }

            @Override
            public List<Bot> botsOf(String account) {
              throw new StoreException("no bots");
            }
          };
      EraseUserDataHandler broken = handler(silent, erasures, queue(), RateLimit.NONE);

      for (String body : List.of(ADA, "{\"userIds\":[\"ada\"],\"RemoveDataFromAllBots\":true}")) {
        assertUnavailable(client.call(broken, "cs-admin", "DELETE", Map.of(), Map.of(), body));
      }
      assertNothingStarted();
    }

    private void assertUnavailable(Response response) {
      assertThat(response.brief())
          .isEqualTo("503 {\"errors\":[{\"msg\":\"Service Unavailable\",\"code\":503}]}");
      assertThat(response.headers()).containsEntry("retry-after", "5");
    }
  }

  private SessionId record(BotId bot, String user, String time) {
    Recorder recorder =
        new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
    return ((Recorder.RecordingResult.InSession)
            recorder
                .record(
                    TestBots.of(bot),
                    List.of(user(time).in(new ConversationKey(bot, user, "rtm")).build()))
                .getFirst())
        .session();
  }

  private void app(String id, String account, Scope scope) {
    client
        .registry()
        .put(
            new App(
                id,
                account,
                AppKind.ADMIN,
                Set.of(),
                Set.of(scope),
                List.of(new SigningKey.Secret(Tokens.SECRET))));
  }

  private String taken() throws IOException {
    return erase("cs-admin", ADA).json().text("requestId").orElseThrow();
  }

  private String job(String body) throws IOException {
    return delete("cs-builder", body).json().text("jobId").orElseThrow();
  }

  private Response erase(String app, String body) throws IOException {
    return client.call(handler, app, "DELETE", Map.of(), Map.of(), body);
  }

  private Response status(String app, String id) throws IOException {
    return client.call(handler, app, "GET", Map.of("reqId", id), Map.of(), "");
  }

  private Response delete(String app, String body) throws IOException {
    return client.call(handler, app, "POST", body);
  }

  private Response jobStatus(String app, String bot, String id) throws IOException {
    return client.call(handler, app, "GET", Map.of("botId", bot, "jobId", id), Map.of(), "");
  }

  private void assertAllowed(Map<String, String> path, String method, String allowed)
      throws IOException {
    Response response = client.call(handler, "cs-admin", method, path, Map.of(), "");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", allowed);
    assertNothingStarted();
  }

  private void assertNothingStarted() {
    assertThat(erasures.requests()).isEmpty();
    assertThat(sent).isEmpty();
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    return ((JsonArray) object.member(name).orElseThrow())
        .items().stream().map(JsonObject.class::cast).toList();
  }

  private ErasureQueue queue() {
    return (id, delay) -> sent.add(id);
  }

  private EraseUserDataHandler handler(RateLimit limit) {
    return handler(client.registry(), erasures, queue(), limit);
  }

  private EraseUserDataHandler handler(
      Registry registry, Erasures requests, ErasureQueue queue, RateLimit limit) {
    return new EraseUserDataHandler(
        client.access(limit),
        registry,
        new ErasureService(
            requests,
            queue,
            new InMemorySessionHistory(store::sessions, Duration.ZERO, CLOCK),
            operators,
            CLOCK,
            () -> new UUID(1, ++uuids)),
        CLOCK,
        Duration.ofDays(35));
  }
}
