package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.store.counter.CounterItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Contract, section 15: erasure over HTTP, and what is left in the tables. */
@Timeout(300)
class ErasureAcceptanceIT {
  private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final String ADA = "ada-of-erasure@example.com";
  private static final String BOB = "bob-of-erasure@example.com";
  private static final String UNKNOWN = "eud-00000000-0000-4000-8000-000000000000";

  private final TestBot bot = TestBot.create();
  private final TestApp admin =
      TestApp.admin(
          bot.client().service().registry(), bot.account(), Set.of(Scope.ERASE_USER_DATA));
  private final TestApp builder = bot.newApp(Scope.DELETE_CONVERSATIONS);
  private final Tables tables = Tables.of(bot.client().service());

  @Test
  void allDataOfAnEndUserIsErasedAndNoneOfOthers() {
    bot.settings(Map.of("keepMessages", true, "keepDebugLogs", true));
    for (String user : List.of(ADA, BOB)) {
      talk(user, 0);
      bot.close(Map.of("userId", user));
      talk(user, 3600);
      new StoredState(bot, user, "rtm").put("{\"variables\":{\"seat\":{\"value\":1}}}");
    }
    bot.awaitTotal(4, window());
    awaitProcessed(ADA, 2);
    Map<String, List<Map<String, AttributeValue>>> bobs = awaitProcessed(BOB, 2);
    assertThat(texts(ADA)).hasSize(4).containsOnly("words of " + ADA);

    Answer taken = erase(Map.of("userIds", List.of(ADA), "botIds", List.of(bot.id().value())));
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().path("status").asText()).isEqualTo("in-progress");
    JsonNode status = await(taken.json().path("requestId").asText());

    assertThat(status.path("status").asText()).isEqualTo("completed");
    assertThat(status.at("/response/0/userId").asText()).isEqualTo(ADA);
    assertThat(status.at("/response/0/status").asText()).isEqualTo("SUCCESS");
    assertThat(receipt(status, "sessions")).isEqualTo("2 0");
    assertThat(receipt(status, "sessionStates")).isEqualTo("1 0");
    assertThat(receipt(status, "due")).isEqualTo("1 0");
    assertThat(of(ADA).keySet()).as("but emptied counters").isSubsetOf("CountersTable");
    assertThat(receipt(status, "debugLogs")).doesNotStartWith("0 ").endsWith(" 0");
    assertThat(texts(ADA)).isEmpty();
    assertThat(of(BOB)).isEqualTo(bobs);
    assertThat(texts(BOB)).hasSize(4);
    bot.awaitTotal(2, window());
    assertThat(bot.sessionsOf(ADA)).isZero();
    List<JsonNode> events = BusEvents.distinct(bot.id());
    assertThat(events.stream().filter(event -> event.at("/detail/userId").asText().equals(ADA)))
        .last()
        .satisfies(
            event -> assertThat(event.path("detail-type").asText()).isEqualTo("UserDataErased"));

    // What comes after is new.
    String session = talk(ADA, 7200);
    assertThat(bot.session(session).path("noOfMessagesExchanged").asInt()).isEqualTo(2);
    bot.awaitTotal(3, window());
  }

  @Test
  void allBotsOfTheAccountAndNoOthers() {
    TestBot sibling = bot.sibling();
    TestBot stranger = TestBot.create();
    for (TestBot each : List.of(bot, sibling, stranger)) {
      each.record(Event.userMessage("u-1", "rtm", START));
    }
    String id =
        erase(Map.of("userIds", List.of("u-1"), "RemoveDataFromAllBots", true))
            .json()
            .path("requestId")
            .asText();
    assertThat(await(id).path("status").asText()).isEqualTo("completed");
    assertThat(bot.sessionsOf("u-1")).isZero();
    assertThat(sibling.sessionsOf("u-1")).isZero();
    assertThat(stranger.sessionsOf("u-1")).isEqualTo(1);
  }

  @Test
  void closedConversationsAreDeletedAndLiveOnesSkipped() {
    String closed = talk(ADA, 0);
    bot.close(Map.of("userId", ADA));
    String live = talk(ADA, 3600);

    Answer taken =
        bot.client()
            .call(
                "POST",
                bot.path("conversations/delete"),
                builder.token(),
                Client.text(Map.of("conversationIds", List.of(closed, live, "0".repeat(24)))));
    assertThat(taken.status()).isEqualTo(202);
    assertThat(taken.json().path("status").asText()).isEqualTo("queued");
    JsonNode done = awaitJob(taken.json().path("jobId").asText());

    assertThat(done.path("requestType").asText()).isEqualTo("conversationIds");
    assertThat(done.at("/result/totalConversations").asInt()).isEqualTo(3);
    assertThat(done.at("/result/deletedCount").asInt()).isEqualTo(1);
    assertThat(done.at("/result/skippedCount").asInt()).isEqualTo(2);
    assertThat(bot.history(Map.of("sessionId", List.of(closed))).json().path("sessions")).isEmpty();
    assertThat(bot.isActive(live)).isTrue();
    bot.awaitTotal(1, window());
  }

  @Test
  void requestsThatAreNotAllowedStartNothing() {
    talk(ADA, 0);
    Map<String, ?> body = Map.of("userIds", List.of(ADA), "botIds", List.of(bot.id().value()));
    String path = "/api/public/bot/eraseUsersData";
    TestApp otherAdmin =
        TestApp.admin(
            bot.client().service().registry(), bot.account(), Set.of(Scope.READ, Scope.WRITE));
    TestApp reader = bot.newApp(Scope.READ, Scope.WRITE, Scope.READ_MESSAGES);
    for (String token : List.of(otherAdmin.token(), builder.token(), reader.token())) {
      assertThat(bot.client().call("DELETE", path, token, Client.text(body)).text())
          .contains("Permission denied. Scope is incorrect!");
    }
    for (String other : List.of(TestBot.create().id().value(), "st-unknown", "no bot at all")) {
      Answer refused =
          erase(Map.of("userIds", List.of(ADA), "botIds", List.of(bot.id().value(), other)));
      assertThat(refused.brief())
          .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid StreamId\",\"code\":400}]}");
    }
    assertThat(erase(Map.of("userIds", List.of(ADA))).status()).isEqualTo(412);
    assertThat(
            bot.client()
                .call("DELETE", path, admin.token(), "{userIds:[\"a\"],botIds:[\"b\"]}")
                .status())
        .isEqualTo(412);
    assertThat(
            bot.client()
                .call("POST", bot.path("conversations/delete"), reader.token(), "{}")
                .text())
        .contains("Permission denied. Scope is incorrect!");
    assertThat(bot.sessionsOf(ADA)).isEqualTo(1);
  }

  @Test
  void aStatusIsShownToItsAccountAlone() {
    String id =
        erase(Map.of("userIds", List.of("nobody"), "botIds", List.of(bot.id().value())))
            .json()
            .path("requestId")
            .asText();
    TestBot stranger = TestBot.create();
    TestApp other =
        TestApp.admin(
            stranger.client().service().registry(),
            stranger.account(),
            Set.of(Scope.ERASE_USER_DATA));
    String invalid = "400 {\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}";
    assertThat(status(other, id).brief()).isEqualTo(invalid);
    for (String unknown : List.of(UNKNOWN, "cdj-" + id.substring(4), "x")) {
      assertThat(status(admin, unknown).brief()).isEqualTo(invalid);
      assertThat(
              bot.client()
                  .call("GET", bot.path("conversations/delete/" + unknown), builder.token(), "")
                  .brief())
          .isEqualTo(invalid);
    }
    JsonNode done = await(id);
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(receipt(done, "sessions")).isEqualTo("0 0");
    assertThat(done.path("elsewhere")).isNotEmpty();
    for (String same :
        List.of(
            "/api/public/stream/eraseUsersData/status/" + id,
            "/api/public/bot/eraseUsersData/status/" + id + "/",
            "/api/1.1/public/bot/eraseUsersData/status/" + id)) {
      assertThat(bot.client().call("GET", same, admin.token(), "").json()).isEqualTo(done);
    }
  }

  @Test
  void anErasureGoesOnAfterARestart(@TempDir Path folder) {
    Map<String, String> parameters = Map.of("ErasurePauseSeconds", "6");
    TestBot here;
    TestApp app;
    String id;
    try (LocalService before = RunningService.startWithData(folder, parameters)) {
      here = TestBot.create(before);
      app = TestApp.admin(before.registry(), here.account(), Set.of(Scope.ERASE_USER_DATA));
      here.record(Event.userMessage("u-1", "rtm", START));
      id =
          here.client()
              .call(
                  "DELETE",
                  "/api/public/bot/eraseUsersData",
                  app.token(),
                  Client.text(
                      Map.of("userIds", List.of("u-1"), "botIds", List.of(here.id().value()))))
              .json()
              .path("requestId")
              .asText();
    }
    try (LocalService after = RunningService.startWithData(folder, parameters)) {
      Client client = new Client(after);
      JsonNode done =
          await(
              () ->
                  client.call(
                      "GET", "/api/public/bot/eraseUsersData/status/" + id, app.token(), ""),
              status -> !status.path("status").asText().equals("in-progress"));
      assertThat(done.path("status").asText()).isEqualTo("completed");
      // A worker that dies right after a deletion has not counted it (contract, section 15).
      assertThat(receipt(done, "sessions")).isIn("1 0", "0 0");
    }
  }

  /** Records a message of the end user and one of the bot; the session. */
  private String talk(String user, int second) {
    Instant at = START.plusSeconds(second);
    return bot.record(
            Event.userMessage(user, "rtm", at).with("text", "words of " + user),
            Event.botMessage(user, "rtm", at.plusSeconds(1)).with("text", "words of " + user))
        .getLast()
        .path("sessionId")
        .asText();
  }

  /** Returns the texts of an end user's messages, decrypted. */
  private List<String> texts(String user) {
    Map<String, Object> query = new HashMap<>(window());
    query.put("userId", user);
    return StreamSupport.stream(
            bot.messages("getMessages", query).json().path("messages").spliterator(), false)
        .map(message -> message.at("/components/0/data/text").asText())
        .toList();
  }

  private static Map<String, ?> window() {
    return Map.of("dateFrom", "2024-04-30", "dateTo", "2024-05-03");
  }

  private Answer erase(Map<String, ?> body) {
    return bot.client()
        .call("DELETE", "/api/public/bot/eraseUsersData", admin.token(), Client.text(body));
  }

  private Answer status(TestApp app, String id) {
    return bot.client().call("GET", "/api/public/bot/eraseUsersData/status/" + id, app.token(), "");
  }

  private JsonNode await(String id) {
    return await(
        () -> status(admin, id), status -> !status.path("status").asText().equals("in-progress"));
  }

  private JsonNode awaitJob(String id) {
    return await(
        () -> bot.client().call("GET", bot.path("conversations/delete/" + id), builder.token(), ""),
        status -> status.path("status").asText().equals("completed"));
  }

  private static JsonNode await(Supplier<Answer> asked, Predicate<JsonNode> isOver) {
    long begin = System.nanoTime();
    Answer answer = asked.get();
    while (!isOver.test(answer.json())) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(System.nanoTime() - begin).as(answer.text()).isLessThan(LONGEST.toNanos());
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      answer = asked.get();
    }
    return answer.json();
  }

  private static String receipt(JsonNode status, String store) {
    for (JsonNode row : status.at("/response/0/receipt")) {
      if (row.path("store").asText().equals(store)) {
        return row.path("deleted").asInt() + " " + row.path("remaining").asInt();
      }
    }
    return "none";
  }

  /**
   * Returns what is stored of an end user, as soon as the readers of the stream have counted the
   * sessions and kept the debug line of the closing.
   */
  private Map<String, List<Map<String, AttributeValue>>> awaitProcessed(String user, int sessions) {
    long start = System.nanoTime();
    Map<String, List<Map<String, AttributeValue>>> stored = of(user);
    while (counted(stored) != sessions || !hasClosingLine(stored)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("%d counted, stored in %s", counted(stored), stored.keySet())
          .isLessThan(LONGEST);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      stored = of(user);
    }
    return stored;
  }

  private static boolean hasClosingLine(Map<String, List<Map<String, AttributeValue>>> stored) {
    return stored.getOrDefault(Tables.DEBUG_LOGS, List.of()).stream()
        .anyMatch(item -> item.toString().contains("#message#"));
  }

  private static long counted(Map<String, List<Map<String, AttributeValue>>> stored) {
    return stored.getOrDefault(Tables.COUNTERS, List.of()).stream()
        .filter(item -> CounterItem.isDay(Objects.requireNonNull(item.get("span")).s()))
        .mapToLong(item -> CounterItem.readDay(item).counts().hours().sum(0, 23).total())
        .sum();
  }

  /** Returns all items of this bot that hold a text, by table. */
  private Map<String, List<Map<String, AttributeValue>>> of(String text) {
    Map<String, List<Map<String, AttributeValue>>> found = new TreeMap<>();
    for (String table : tables.dynamo().listTables().tableNames()) {
      tables
          .dynamo()
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(
              item -> {
                if (holds(item, bot.id().value()) && holds(item, text)) {
                  found.computeIfAbsent(table, one -> new ArrayList<>()).add(item);
                }
              });
    }
    return found;
  }

  private static boolean holds(Map<String, AttributeValue> item, String text) {
    return item.toString().contains(text)
        || item.values().stream()
            .filter(value -> value.b() != null)
            .anyMatch(value -> value.b().asString(StandardCharsets.ISO_8859_1).contains(text));
  }
}
