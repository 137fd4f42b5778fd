package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.runner.LocalService;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the example events leave in the tables, each invoked as {@code events/README.md} says. The
 * service is its own, so that nothing else changes its tables.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SamplesIT {
  private static final Path EVENTS = Path.of(System.getProperty("project.root"), "events");
  private static final BotId BOT = new BotId("st-00000000-0000-4000-8000-000000000001");
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  private LocalService service;
  private DynamoDbClient dynamo;
  private TestApp app;
  private TestApp admin;

  @BeforeAll
  void start() {
    service = RunningService.start(Map.of());
    dynamo = Tables.of(service).dynamo();
    service.registry().registerAccount("samples");
    service.registry().registerBot(BOT, "samples");
    app = TestApp.builder(service.registry(), "samples", Set.of(BOT), Scope.allOf(AppKind.BUILDER));
    admin = TestApp.admin(service.registry(), "samples", Set.of(Scope.IMPORT));
  }

  @ParameterizedTest
  @CsvSource({
    "get-sessions,GetSessionsFunction",
    "get-messages,GetMessagesFunction",
    "get-session-metrics,GetSessionMetricsFunction",
    "get-billing-sessions,GetBillingSessionsFunction",
    "manage-sessions,ManageSessionsFunction",
    "session-state,SessionStateFunction",
    "erase-user-data,EraseUserDataFunction",
    "import-bot,ImportBotFunction",
    "run-erasure,RunErasureFunction",
    "finish-closing,FinishClosingFunction",
    "method-not-allowed,MethodNotAllowedFunction",
    "console,ConsoleFunction",
    "publish-session-events,PublishSessionEventsFunction",
    "recount-sessions,RecountSessionsFunction",
    "run-closing-script,RunClosingScriptFunction"
  })
  @Order(1)
  void changesNoTable(String sample, String function) throws IOException {
    Map<String, Set<Map<String, AttributeValue>>> before = tables();

    invoke(sample, function);

    assertThat(tables()).isEqualTo(before);
  }

  /** After those that change nothing, because readers go on with what these change. */
  @Test
  @Order(2)
  void theOthersLeaveCountersThatAreRight() throws IOException {
    for (int time = 0; time < 2; time++) {
      invoke("count-sessions", "CountSessionsFunction");
      assertThat(recount(DAY).path("drift").asInt()).isZero();
      assertThat(counted("example@example.org")).allMatch(item -> item.containsKey("expiresAt"));
    }
    invoke("record-bus-activity", "RecordBusActivityFunction");
    invoke("record-activity", "RecordActivityFunction");
    invoke("close-session", "CloseSessionFunction");
    invoke("sweep-inactive", "SweepInactiveFunction");
    invoke("publish-session-events", "PublishSessionEventsFunction");
    invoke("count-sessions", "CountSessionsFunction");

    for (LocalDate day : List.of(DAY, LocalDate.now(ZoneOffset.UTC))) {
      JsonNode report = recount(day);
      assertThat(report.path("finished").asBoolean()).as(report.toString()).isTrue();
      assertThat(report.path("drift").asInt()).as(report.toString()).isZero();
      assertThat(report.path("undecided").asInt()).as(report.toString()).isZero();
    }
    assertThat(recount(DAY).path("sessions").asInt()).isEqualTo(1);
  }

  private List<Map<String, AttributeValue>> counted(String user) {
    return dynamo.scan(scan -> scan.tableName("CountersTable")).items().stream()
        .filter(item -> Objects.requireNonNull(item.get("counted")).s().endsWith("#" + user))
        .toList();
  }

  private JsonNode recount(LocalDate day) {
    return invoke(
        "RecountSessionsFunction",
        Client.bytes(Map.of("botId", BOT.value(), "from", day.toString(), "to", day.toString())));
  }

  private void invoke(String sample, String function) throws IOException {
    JsonNode event = Client.json(Files.readAllBytes(EVENTS.resolve(sample + ".json")));
    if (event.path("headers") instanceof ObjectNode headers) {
      headers.put("auth", (sample.equals("import-bot") ? admin : app).token());
    }
    JsonNode answer = invoke(function, event.toString().getBytes(UTF_8));
    assertThat(answer.path("statusCode").asInt(200)).as(answer.toString()).isIn(200, 400, 405);
    assertThat(answer.path("batchItemFailures")).isEmpty();
  }

  private JsonNode invoke(String function, byte[] event) {
    return switch (service.functions().invoke(function, event)) {
      case Invocation.Succeeded(byte[] payload) -> Client.json(payload);
      case Invocation.Failed failed -> throw new AssertionError(failed.message());
    };
  }

  private Map<String, Set<Map<String, AttributeValue>>> tables() {
    Map<String, Set<Map<String, AttributeValue>>> all = new TreeMap<>();
    for (String table : dynamo.listTables().tableNames()) {
      Set<Map<String, AttributeValue>> items = new HashSet<>();
      dynamo
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(item -> items.add(new HashMap<>(item)));
      all.put(table, items);
    }
    return all;
  }
}
