package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The event that the template's daily schedules send keeps a version active and does no more. */
class DailyInvocationIT {
  @Test
  void everyFunctionBehindTheApiTakesItsDailyEventForNoRequestAndDoesNothing() {
    Map<String, String> daily = dailyEvents();
    assertThat(daily)
        .isNotEmpty()
        .containsOnlyKeys(
            TemplateFunctions.behindTheApi().stream()
                .map(folder -> TemplateFunctions.of(folder).logicalId())
                .toList());
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

  private static Map<String, String> dailyEvents() {
    Map<String, String> daily = new LinkedHashMap<>();
    TemplateFunctions.all()
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
