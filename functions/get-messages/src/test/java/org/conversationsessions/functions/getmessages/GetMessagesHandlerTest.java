package org.conversationsessions.functions.getmessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.bot;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.message.InMemoryMessageHistory;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 14: the messages of a bot and of an account")
class GetMessagesHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemorySealer sealer = new InMemorySealer();
  private final SessionIds ids = TestIds.counting();

  @ParameterizedTest
  @ValueSource(strings = {"getMessages", "getMessagesV2", "messages-lite"})
  void everyCallOfABotTakesGetAndPostAndHasTheAliasStream(String call) throws IOException {
    talk(TestClient.BOT, "ada", "10:00", "hello", "hi");
    talk(TestClient.BOT, "bob", "10:01", "good morning", "hi");
    talk(TestClient.SIBLING, "ada", "10:02", "elsewhere", "hi");

    for (String kind : List.of("bot", "stream")) {
      String path = "/api/public/" + kind + "/st-1/" + call;
      Response post = call("cs-builder", "POST", path, Map.of(), "{\"userId\":\"ada\"}");
      Response get = call("cs-builder", "GET", path, Map.of("userId", "ada"), "");

      assertThat(texts(post)).containsExactly("hi", "hello");
      assertThat(total(post)).isEqualTo(2);
      assertThat(get.brief()).isEqualTo(post.brief());
    }
  }

  @ParameterizedTest
  @CsvSource({"getMessages, 100", "getMessagesV2, 101", "messages-lite, 101"})
  void eachCallHasItsLargestPage(String call, int messages) throws IOException {
    SessionId session = talk(TestClient.BOT, "ada", "10:00", numbered(101));
    String asked = "{\"sessionId\":\"%s\",\"limit\":5000}".formatted(session);

    Response page = ofBot("cs-builder", call, asked);

    assertThat(texts(page)).hasSize(messages);
    assertThat(total(page)).isEqualTo(101);
  }

  @Test
  void theCursorReturnsTheNextPage() throws IOException {
    talk(TestClient.BOT, "ada", "10:00", "one", "two", "three");

    Response first = ofBot("cs-builder", "getMessages", "{\"userId\":\"ada\",\"limit\":2}");
    Response next =
        ofBot(
            "cs-builder",
            "getMessages",
            "{\"cursor\":\"" + first.json().text("next").orElseThrow() + "\"}");

    assertThat(texts(first)).containsExactly("three", "two");
    assertThat(texts(next)).containsExactly("one");
    assertThat(total(next)).isEqualTo(3);
    assertThat(next.json().text("next")).isEmpty();
  }

  @Test
  void theLightFormHasItsOwnFields() throws IOException {
    talk(TestClient.BOT, "ada", "10:00", "hello");
    String asked = "{\"channelUId\":\"ada\"}";

    JsonObject light = messages(ofBot("cs-builder", "messages-lite", asked)).getFirst();
    JsonObject full = messages(ofBot("cs-builder", "getMessages", asked)).getFirst();

    assertThat(light.member("tags")).isEmpty();
    assertThat(light.text("accountId")).contains("account");
    assertThat(full.members()).containsKeys("tags", "isBB", "__v");
    assertThat(full.text("_id")).isEqualTo(light.text("_id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getMessages", "getMessagesV2"})
  void anAccountsCallIsOfAllItsBotsAndOfNoOther(String call) throws IOException {
    talk(TestClient.BOT, "ada", "10:00", "own");
    talk(TestClient.SIBLING, "ada", "10:01", "sibling's");
    talk(TestClient.FOREIGN, "ada", "10:02", "foreign");

    Response page = ofAccount("cs-admin", "POST", call, "{\"userId\":\"ada\"}");

    assertThat(texts(page)).containsExactly("sibling's", "own");
    assertThat(messages(page))
        .extracting(message -> message.text("botId").orElseThrow())
        .containsExactly("st-2", "st-1");
    assertThat(ofAccount("cs-admin", "GET", call, "").headers()).containsEntry("allow", "POST");
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials, 4002",
    "cs-builder, st-2, 401, Invalid SDK credentials, 4002",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!, 4002",
    "cs-writer, st-1, 401, Permission denied. Scope is incorrect!, 4002",
    "cs-admin, st-foreign, 400, Invalid StreamId, 400",
    "'', '', 401, Invalid SDK credentials, 4002",
    "cs-builder, '', 401, Permission denied. Scope is incorrect!, 4002",
  })
  void appsWithoutPermissionSeeNothing(String app, String bot, int status, String message, int code)
      throws IOException {
    talk(TestClient.BOT, "ada", "10:00", "secret");
    talk(TestClient.FOREIGN, "ada", "10:00", "secret");

    for (String call : List.of("getMessages", "getMessagesV2")) {
      Response response =
          bot.isEmpty()
              ? ofAccount(app, "POST", call, "")
              : client.call(
                  handler(history()),
                  app,
                  "POST",
                  "/api/public/bot/" + bot + "/" + call,
                  Map.of("botId", bot),
                  Map.of(),
                  "");

      assertThat(response.brief())
          .isEqualTo(
              status + " {\"errors\":[{\"msg\":\"" + message + "\",\"code\":" + code + "}]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | getMessages | 5 | 412 | body: must be a JSON object",
        "POST | getMessages | {\"limit\":0} | 412 | limit: ",
        "POST | getMessages | {\"callId\":\"c\"} | 412 | callId: is not supported",
        "POST | getMessagesV2 | {\"userId\":\"a\",\"channelUId\":\"b\"} | 412 | channelUId: ",
        "POST | getMessagesV2 | {\"cursor\":\"made up\"} | 412 | cursor: ",
        "POST | messages-lite | {} | 412 | userId: is missing",
        "GET | getMessages | '' | 412 | userId: is missing",
        "GET | messages-lite | '' | 412 | userId: is missing",
        "POST | getMessages | {\"dateFrom\":\"2026-03-01\",\"dateTo\":\"2026-03-09\"} | 400 | 7"
            + " days",
        "POST | getMessages | {\"msgId\":\"ms-1\"} | 400 | Invalid message id",
      })
  void aQueryThatMakesNoSenseIsRefused(
      String method, String call, String body, int status, String reason) throws IOException {
    Response response = call("cs-builder", method, "/api/public/bot/st-1/" + call, Map.of(), body);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains(reason);
  }

  @Test
  void anUnknownMessageAndATooLargeQueryAreAnswered400() throws IOException {
    String id = "{\"msgId\":\"ms-69a40fa0-1f40-8000-8000-000000000000\"}";
    assertThat(ofBot("cs-builder", "getMessages", id).brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid message id\",\"code\":400}]}");

    MessageHistory busy = query -> new MessageHistory.Result.TooMany();
    Response tooMany =
        client.call(handler(busy), "cs-builder", "POST", path(), parameters(), Map.of(), "");
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.text()).contains("narrow dateFrom and dateTo");
  }

  @Test
  void aDeploymentThatKeepsNoMessagesAnswersWithEmptyPages() throws IOException {
    Response response =
        client.call(
            handler(MessageHistory.NONE), "cs-builder", "POST", path(), parameters(), Map.of(), "");

    assertThat(response.brief())
        .isEqualTo("200 {\"total\":0,\"moreAvailable\":false,\"messages\":[],\"next\":null}");
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = call("cs-builder", "PUT", path(), Map.of(), "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "GET, POST");
  }

  @Test
  void callsCountWithTheirBotAndThoseOfAnAccountWithTheAccount() throws IOException {
    GetMessagesHandler handler = handler(history(), client.registry(), new RateLimit(1, 0));

    assertThat(
            client.call(handler, "cs-builder", "POST", path(), parameters(), Map.of(), "").status())
        .isEqualTo(200);
    Response limited = client.call(handler, "cs-admin", "POST", path(), parameters(), Map.of(), "");
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.headers()).containsEntry("retry-after", "60");
    String account = "/api/public/getMessages";
    assertThat(client.call(handler, "cs-admin", "POST", account, Map.of(), Map.of(), "").status())
        .isEqualTo(200);
    assertThat(client.call(handler, "cs-admin", "POST", account, Map.of(), Map.of(), "").status())
        .isEqualTo(429);
  }

  @Test
  void aPageOfWhichAPartCannotBeReadIsUnavailableAndNeverShorter() throws IOException {
    Map<StoreException, Integer> statuses =
        Map.of(new StoreException("throttled"), 503, new UnreadableItemException("damaged"), 500);
    for (Map.Entry<StoreException, Integer> one : statuses.entrySet()) {
      MessageHistory failing =
          query -> {
            throw one.getKey();
          };
      Response response =
          client.call(handler(failing), "cs-builder", "POST", path(), parameters(), Map.of(), "");
      assertThat(response.status()).isEqualTo(one.getValue());
      assertThat(response.text()).doesNotContain("throttled", "damaged", "messages");
    }
  }

  @Test
  void aRegistryThatFailsIsUnavailableAndNotAnAccountWithoutBots() throws IOException {
    InMemoryRegistry failing =
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
            "/api/public/getMessages",
            Map.of(),
            Map.of(),
            "");

    assertThat(response.status()).isEqualTo(503);
  }

  /** Records messages of the end user and the bot in turn, a second apart. */
  private SessionId talk(BotId bot, String user, String time, String... texts) {
    MessagePolicy keeping = new MessagePolicy(true, Optional.empty(), text -> text, "en");
    Recorder recorder =
        new Recorder(
            store,
            store,
            new Transcripts(store, sealer, one -> keeping),
            ids,
            CLOCK,
            BackoffPolicy.immediate());
    ConversationKey key = new ConversationKey(bot, user, "rtm");
    List<Recorder.RecordingResult> results = new ArrayList<>();
    for (int number = 0; number < texts.length; number++) {
      String at = time + ":00.%03d".formatted(number);
      results.addAll(
          recorder.record(
              TestBots.of(bot),
              List.of((number % 2 == 0 ? user(at) : bot(at)).in(key).text(texts[number]).build())));
    }
    return ((Recorder.RecordingResult.InSession) results.getFirst()).session();
  }

  private static String[] numbered(int count) {
    String[] texts = new String[count];
    for (int number = 0; number < count; number++) {
      texts[number] = "message " + number;
    }
    return texts;
  }

  private Response ofBot(String app, String call, String body) throws IOException {
    return call(app, "POST", "/api/public/bot/st-1/" + call, Map.of(), body);
  }

  private Response ofAccount(String app, String method, String call, String body)
      throws IOException {
    return client.call(
        handler(history()), app, method, "/api/public/" + call, Map.of(), Map.of(), body);
  }

  private Response call(
      String app, String method, String path, Map<String, String> query, String body)
      throws IOException {
    return client.call(handler(history()), app, method, path, parameters(), query, body);
  }

  private static String path() {
    return "/api/public/bot/st-1/getMessages";
  }

  private static Map<String, String> parameters() {
    return Map.of("botId", TestClient.BOT.value());
  }

  private static int total(Response response) {
    return (int) ((JsonNumber) response.json().member("total").orElseThrow()).nearest();
  }

  private static List<String> texts(Response response) {
    List<String> texts = new ArrayList<>();
    for (JsonObject message : messages(response)) {
      Json component = ((JsonArray) message.member("components").orElseThrow()).items().getFirst();
      texts.add(((JsonObject) component).object("data").text("text").orElseThrow());
    }
    return texts;
  }

  private static List<JsonObject> messages(Response response) {
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return ((JsonArray) response.json().member("messages").orElseThrow())
        .items().stream().map(JsonObject.class::cast).toList();
  }

  private MessageHistory history() {
    return new InMemoryMessageHistory(store, sealer, CLOCK);
  }

  private GetMessagesHandler handler(MessageHistory history) {
    return handler(history, client.registry(), RateLimit.NONE);
  }

  private GetMessagesHandler handler(MessageHistory history, Registry registry, RateLimit limit) {
    return new GetMessagesHandler(
        new GetMessagesHandler.MessagesEndpoint(
            client.access(limit), registry, history, CLOCK, Duration.ofDays(7)),
        new DebugLogsEndpoint(
            client.access(limit),
            store,
            new InMemorySessionHistory(store::sessions, Duration.ZERO, CLOCK),
            CLOCK,
            Duration.ofDays(7)));
  }
}
