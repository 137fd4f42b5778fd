package org.conversationsessions.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.Template;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The event that the template's daily schedules send keeps a version active and does no more. */
class DailyInvocationIT {
  private static final Path TEMPLATE = Path.of(System.getProperty("project.root"), "template.yaml");

  @Test
  void everyFunctionBehindTheApiTakesItsDailyEventForNoRequestAndDoesNothing() throws IOException {
    Map<String, String> daily = dailyEvents();
    assertThat(daily)
        .containsKeys(
            "RecordActivityFunction",
            "CloseSessionFunction",
            "GetSessionsFunction",
            "GetMessagesFunction",
            "ManageSessionsFunction",
            "SessionStateFunction",
            "EraseUserDataFunction",
            "MethodNotAllowedFunction");
    try (DynamoDbClient dynamo = Tables.of(RunningService.get()).dynamo()) {
      List<Integer> before = items(dynamo);
      daily.forEach(
          (function, event) -> {
            Answer answer =
                Client.shared()
                    .send("POST", "/2015-03-31/functions/" + function + "/invocations", event);
            assertThat(answer.status()).as(function).isEqualTo(200);
            assertThat(answer.header("x-amz-function-error")).as(function).isEmpty();
            assertThat(answer.json().path("statusCode").asInt()).as(function).isEqualTo(400);
          });
      assertThat(items(dynamo)).isEqualTo(before);
    }
  }

  /** Those of the tables that nothing writes to by itself. */
  private static List<Integer> items(DynamoDbClient dynamo) {
    return List.of("RegistryTable", "StatesTable", "LimitsTable", "ConversationsTable").stream()
        .map(
            table ->
                dynamo.scanPaginator(scan -> scan.tableName(table)).stream()
                    .mapToInt(page -> page.items().size())
                    .sum())
        .toList();
  }

  private static Map<String, String> dailyEvents() throws IOException {
    Environment local =
        Environment.local(URI.create("http://127.0.0.1"), reference -> "k".repeat(32));
    Map<String, String> daily = new LinkedHashMap<>();
    Template.read(TEMPLATE, Map.of(), local)
        .functions()
        .forEach(
            function ->
                function.events().stream()
                    .filter(event -> event.type().equals("ScheduleV2"))
                    .filter(
                        event -> "rate(1 day)".equals(event.properties().get("ScheduleExpression")))
                    .forEach(
                        event ->
                            daily.put(
                                function.logicalId(),
                                String.valueOf(event.properties().get("Input")))));
    return daily;
  }
}
