package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A bot that nobody else uses, with what is done to it over HTTP. Its calls are the builder app's.
 *
 * @param client to the service that has it
 * @param account its account, which it shares with none but those made by {@link #sibling}
 * @param id its identifier
 * @param builder an app mapped to it, with every scope
 * @param admin an app of the account, with every scope
 */
public record TestBot(Client client, String account, BotId id, TestApp builder, TestApp admin) {
  private static final Duration RETENTION = Duration.ofDays(90);

  /** A new bot of a new account, on the shared service. */
  public static TestBot create() {
    return create(RunningService.get());
  }

  /** A new bot of a new account. */
  static TestBot create(LocalService service) {
    RegistryAdmin registry = service.registry();
    String account = "account-" + UUID.randomUUID();
    registry.registerAccount(account);
    TestApp admin = TestApp.admin(registry, account, Scope.allOf(AppKind.ADMIN));
    return create(new Client(service), account, admin);
  }

  /** Another bot of the same account: a builder app of its own, the same admin app. */
  TestBot sibling() {
    return create(client, account, admin);
  }

  /** A path below this bot, for example {@code /api/public/bot/st-…/session}. */
  public String path(String rest) {
    return "/api/public/bot/" + id + "/" + rest;
  }

  /** Another builder app mapped to this bot, with only these scopes. */
  public TestApp newApp(Scope... scopes) {
    return TestApp.builder(client.service().registry(), account, Set.of(id), Set.of(scopes));
  }

  /** Sends events; the answer. */
  Answer send(Event... events) {
    return client.call(
        "POST", path("activity"), builder.token(), Client.text(Map.of("events", List.of(events))));
  }

  /** Records events, all of which must be taken; the results, in the order sent. */
  public List<JsonNode> record(Event... events) {
    Answer answer = send(events);
    if (answer.status() != 200 || answer.text().contains("\"error\"")) {
      throw new AssertionError("not recorded: " + answer);
    }
    List<JsonNode> results = new ArrayList<>();
    answer.json().path("results").forEach(results::add);
    return results;
  }

  /** Records one event; the session it went to. */
  public String recordOne(Event event) {
    return record(event).getFirst().path("sessionId").asText();
  }

  /**
   * Stores closed sessions of this bot in their table. The readers of its stream count them as they
   * count those that functions write: far quicker than recording their events over HTTP.
   */
  public void store(List<Session> sessions) {
    Expiry expiry = new Expiry(RETENTION, Clock.systemUTC());
    try (DynamoDbClient dynamo = Tables.of(client.service()).dynamo()) {
      Batches.putAll(
          dynamo,
          Tables.SESSIONS,
          sessions.stream()
              .map(session -> SessionItem.of(session, expiry, Sharding.ONE, 1))
              .toList());
    }
  }

  /** Asks for closing. */
  public Answer close(Map<String, ?> body) {
    return client.call("PUT", path("session"), builder.token(), Client.text(body));
  }

  /** Asks for history. */
  public Answer history(Map<String, ?> body) {
    return history("", body);
  }

  /**
   * Asks for history.
   *
   * @param query with its question mark, percent-encoded
   */
  Answer history(String query, Map<String, ?> body) {
    return client.call("POST", path("getSessions") + query, builder.token(), Client.text(body));
  }

  /**
   * Asks for messages by {@code POST}.
   *
   * @param call the end of the path
   */
  public Answer messages(String call, Map<String, ?> body) {
    return client.call("POST", path(call), builder.token(), Client.text(body));
  }

  /**
   * Asks for messages by {@code GET}.
   *
   * @param call the end of the path, and the query, percent-encoded
   */
  Answer messages(String call) {
    return client.call("GET", path(call), builder.token(), "");
  }

  /**
   * Asks for debug logs.
   *
   * @param query without its question mark, percent-encoded
   */
  public Answer debugLogs(String query) {
    return client.call("GET", "/api/1.1/" + id + "/debuglogs?" + query, builder.token(), "");
  }

  /**
   * Asks for metrics by {@code GET}.
   *
   * @param query with its question mark, percent-encoded; empty for none
   */
  Answer metrics(String query) {
    return client.call("GET", path("getSessionMetrics") + query, builder.token(), "");
  }

  /** Asks for metrics by {@code POST}. */
  Answer metrics(Map<String, ?> body) {
    return client.call("POST", path("getSessionMetrics"), builder.token(), Client.text(body));
  }

  /** Asks for billing sessions. */
  Answer billingSessions(Map<String, ?> body) {
    return client.call(
        "POST", path("getBillingSessionsDetails"), builder.token(), Client.text(body));
  }

  /**
   * Waits until the history of a window has this total. Of a window with few sessions it reads the
   * rows, whatever the counters know; {@link #awaitMetrics} waits for the counters.
   *
   * @return how long that took
   */
  public Duration awaitTotal(int total, Map<String, ?> window) {
    Map<String, Object> asked = new HashMap<>(window);
    asked.put("limit", 1);
    long start = System.nanoTime();
    Polling.until(() -> history(asked).json().path("total"), shown -> shown.asInt() == total);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Waits until the metrics of a window, which come from the counters alone, have expected totals.
   *
   * @return the totals
   */
  public JsonNode awaitMetrics(Map<String, ?> window, Predicate<JsonNode> isExpected) {
    return Polling.until(() -> metrics(window).json().path("totals"), isExpected);
  }

  /** A session as history shows it. */
  JsonNode session(String sessionId) {
    JsonNode sessions = history(Map.of("sessionId", List.of(sessionId))).json().path("sessions");
    if (sessions.size() != 1) {
      throw new AssertionError("not in the history: " + sessionId + ": " + sessions);
    }
    return sessions.get(0);
  }

  /** Whether a session is live. */
  boolean isActive(String sessionId) {
    return session(sessionId).path("sessionStatus").asText().equals("active");
  }

  /** How many sessions a user has around the tests' times. */
  int sessionsOf(String userId) {
    return history(Map.of("userId", userId, "dateFrom", "2024-04-28", "dateTo", "2024-05-04"))
        .json()
        .path("total")
        .asInt();
  }

  /** Reads the settings. */
  public Answer settings() {
    return client.call("GET", path("manageSessions"), builder.token(), "");
  }

  /** Changes settings. */
  public Answer settings(Map<String, ?> body) {
    return client.call("PUT", path("manageSessions"), builder.token(), Client.text(body));
  }

  /** Lets the sweep run as if its schedule had fired at this time; its report. */
  public JsonNode sweep(Instant time) {
    return client.sweep(time);
  }

  private static TestBot create(Client client, String account, TestApp admin) {
    RegistryAdmin registry = client.service().registry();
    BotId id = RunningService.newBotId();
    registry.registerBot(id, account);
    TestApp builder = TestApp.builder(registry, account, Set.of(id), Scope.allOf(AppKind.BUILDER));
    return new TestBot(client, account, id, builder, admin);
  }
}
