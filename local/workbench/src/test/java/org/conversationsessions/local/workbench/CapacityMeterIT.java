package org.conversationsessions.local.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CapacityMeterIT {
  private static final DynamoDbLocal DATABASE = DynamoDbLocal.inMemory();
  private static final Map<String, AttributeValue> KEY =
      Map.of("counted", AttributeValue.fromS("a"), "span", AttributeValue.fromS("b"));

  private final CapacityMeter meter = new CapacityMeter(Duration.ofMillis(100));
  private final DynamoDbClient dynamo = client(meter);

  @BeforeAll
  static void createTable() {
    try (DynamoDbClient dynamo = client()) {
      TemplateTables tables = TemplateTables.ofProject().withoutStreams();
      tables.create(dynamo, "CountersTable", "counters");
      tables.create(dynamo, "SessionsTable", "sessions");
      assertThat(tables.timeToLive("SessionsTable")).contains("expiresAt");
      assertThat(dynamo.describeTable(t -> t.tableName("sessions")).table().latestStreamArn())
          .isNull();
    }
  }

  @AfterAll
  static void stop() {
    DATABASE.close();
  }

  @Test
  void callsOneAfterAnotherAreAsManyRoundTrips() {
    CapacityMeter.Reading cost =
        meter.of(
            () -> {
              dynamo.putItem(put -> put.tableName("counters").item(KEY));
              dynamo.getItem(get -> get.tableName("counters").key(KEY));
              dynamo.getItem(get -> get.tableName("counters").key(KEY).consistentRead(true));
            });

    assertThat(cost).isEqualTo(new CapacityMeter.Reading(1, 1.5, 2, 3, 3));
  }

  @Test
  void callsSideBySideAreOneRoundTrip() {
    dynamo.deleteItem(delete -> delete.tableName("counters").key(KEY));

    CapacityMeter.Reading cost =
        meter.of(
            () -> {
              try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 5; i++) {
                  threads.execute(() -> dynamo.getItem(get -> get.tableName("counters").key(KEY)));
                }
              }
            });

    assertThat(cost).isEqualTo(new CapacityMeter.Reading(0, 2.5, 0, 5, 1));
  }

  @Test
  void aCallThatItDoesNotKnowIsRefused() {
    assertThatThrownBy(dynamo::listTables).hasMessageContaining("not metered");
  }

  private static DynamoDbClient client(ExecutionInterceptor... watchers) {
    return DynamoDbClient.builder()
        .endpointOverride(DATABASE.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.executionInterceptors(List.of(watchers)))
        .build();
  }
}
