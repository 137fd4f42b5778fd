package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.conversationsessions.local.runner.handlers.StreamHandler;
import org.conversationsessions.local.runner.handlers.WritingHandler;
import org.conversationsessions.local.runner.lambda.TestFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real database's process is killed under a service that runs. */
class DatabaseLossTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String TEMPLATE =
      """
      Globals:
        Function:
          Runtime: java25
          Timeout: 20
          AutoPublishAlias: live
          Environment:
            Variables:
              REGISTRY_TABLE: !Ref Registry
      Resources:
        Registry:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions:
              - {AttributeName: id, AttributeType: S}
              - {AttributeName: kind, AttributeType: S}
              - {AttributeName: owner, AttributeType: S}
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            GlobalSecondaryIndexes:
              - IndexName: byKind
                KeySchema:
                  - {AttributeName: kind, KeyType: HASH}
                  - {AttributeName: owner, KeyType: RANGE}
                Projection: {ProjectionType: ALL}
        Things:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            StreamSpecification: {StreamViewType: KEYS_ONLY}
        Pass:
          Type: AWS::Serverless::Function
          Properties:
            Handler: org.conversationsessions.local.runner.handlers.StreamHandler
            CodeUri: pass.zip
            Environment: {Variables: {NEXT_FUNCTION: !Ref Write.Alias}}
            Events:
              Things:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt Things.StreamArn
                  StartingPosition: TRIM_HORIZON
                  FunctionResponseTypes: [ReportBatchItemFailures]
        Write:
          Type: AWS::Serverless::Function
          Properties:
            Handler: org.conversationsessions.local.runner.handlers.WritingHandler
            CodeUri: write.zip
            Environment: {Variables: {FILE: written, STREAM: !GetAtt Things.StreamArn}}
      """;

  @TempDir Path root;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        root.resolve("template.yaml"), TEMPLATE.replace("FILE: written", "FILE: " + written()));
    TestFunction.artifact(StreamHandler.class, root.resolve("pass.zip"));
    TestFunction.artifact(WritingHandler.class, root.resolve("write.zip"));
  }

  @Test
  @Tag("difference:database")
  void aDatabaseWhoseDataIsKeptIsStartedAgainAndStreamsGoOn() throws Exception {
    try (LocalService service = LocalService.start(options(Optional.of(root.resolve("data"))))) {
      URI endpoint = service.dynamoDbUrl();
      put(endpoint, "first");
      await("the first change", () -> isWritten("first"));

      ProcessHandle killed = service.databaseProcess().orElseThrow();
      assertThat(killed.destroyForcibly()).isTrue();
      await(
          "another process",
          () -> service.databaseProcess().filter(each -> each.pid() != killed.pid()).isPresent());

      assertThat(service.dynamoDbUrl()).isEqualTo(endpoint);
      assertThat(service.databaseProcess().orElseThrow().isAlive()).isTrue();
      assertThat(service.ended()).isNotDone();
      put(endpoint, "second");
      await("the second change", () -> isWritten("second"));
      try (DynamoDbClient client = new Database(endpoint, Optional.empty()).client()) {
        assertThat(client.scan(s -> s.tableName("Things")).count()).isEqualTo(2);
      }
    }
    assertThat(Files.readAllLines(written())).as("each change delivered once").hasSize(2);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aServiceWhoseDatabaseForgotEverythingEndsAndSaysWhy() throws Exception {
    try (LocalService service = LocalService.start(options(Optional.empty()))) {
      assertThat(service.databaseProcess().orElseThrow().destroyForcibly()).isTrue();

      assertThat(service.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .startsWith("the database ended (exit status ")
          .contains("in memory", "--data");
    }
  }

  private Options options(Optional<Path> data) {
    return new Options(
        root, root.resolve(".local"), 0, data, Optional.empty(), false, false, Map.of());
  }

  private Path written() {
    return root.resolve("written");
  }

  private boolean isWritten(String key) {
    try {
      return Files.exists(written())
          && Files.readString(written()).contains("\"Keys\":{\"id\":{\"S\":\"" + key + "\"}}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(URI database, String key) {
    try (DynamoDbClient client = new Database(database, Optional.empty()).client()) {
      client.putItem(p -> p.tableName("Things").item(Map.of("id", AttributeValue.fromS(key))));
    }
  }

  private static void await(String what, BooleanSupplier there) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time to wait for " + what).isLessThan(end);
      Thread.sleep(50);
    }
  }
}
