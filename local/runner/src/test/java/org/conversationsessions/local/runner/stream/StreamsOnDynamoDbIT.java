package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.local.runner.stream.StreamFixture.batchSize;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.EventServices;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.database.DatabaseStreams;
import org.conversationsessions.local.runner.database.TableCreator;
import org.conversationsessions.local.runner.fixtures.AwsJsonServer;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.fixtures.TestDatabase;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.Template;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From a template's text and DynamoDB Local to the functions. */
class StreamsOnDynamoDbIT {
  private static final String TEMPLATE =
      """
      Resources:
        Things:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
        Lost: {Type: AWS::SQS::Queue}
        Count:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: x
            CodeUri: x.zip
            Events:
              Things:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt Things.StreamArn
                  StartingPosition: TRIM_HORIZON
                  BatchSize: 10
                  MaximumRetryAttempts: 1
                  MaximumRecordAgeInSeconds: 21600
                  BisectBatchOnFunctionError: true
                  FunctionResponseTypes: [ReportBatchItemFailures]
                  DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Lost.Arn}}
        Publish:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: x
            CodeUri: x.zip
            Events:
              Things:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt Things.StreamArn
                  StartingPosition: TRIM_HORIZON
                  ParallelizationFactor: 3
      """;

  @TempDir private static Path data;
  private static TestDatabase database;
  private static DynamoDbClient client;

  @TempDir Path folder;
  private Template template;

  @BeforeAll
  static void startDatabase() {
    database = TestDatabase.of(DynamoDbLocal.in(data));
    client = database.client();
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void make() throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    template =
        Template.read(
            file, Map.of(), Environment.local(URI.create("http://127.0.0.1:1"), _ -> "secret"));
    new TableCreator(client).create(template.resources());
  }

  @AfterEach
  void delete() {
    database.delete("Things");
  }

  @Test
  void everyFunctionGetsEachItemsChangesInTheirOrder() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    try (EventServices _ = start(functions)) {
      for (int i = 0; i < 60; i++) {
        write("k" + i % 4, i);
      }
      List<FakeFunctions.Call> calls =
          functions.await(so -> numbers(so, "Count").size() + numbers(so, "Publish").size() == 120);

      assertThat(numbers(calls, "Count")).isSorted().hasSize(60);
      for (int key = 0; key < 4; key++) {
        int remainder = key;
        assertThat(numbers(calls, "Publish").stream().filter(n -> n % 4 == remainder))
            .isSorted()
            .hasSize(15);
      }
      assertThat(calls)
          .filteredOn(call -> call.function().equals("Count"))
          .allMatch(call -> call.records().size() <= 10);
    }
  }

  @Test
  void anEventHoldsWhatTheDatabaseTells() throws Exception {
    FakeFunctions functions = FakeFunctions.succeeding();
    try (EventServices _ = start(functions)) {
      write("a", 1);
      write("a", 2);
      client.deleteItem(d -> d.tableName("Things").key(Map.of("id", AttributeValue.fromS("a"))));
      List<FakeFunctions.Call> calls = functions.await(so -> records(so, "Count").size() == 3);

      List<Map<String, Object>> records = records(calls, "Count");
      assertThat(records)
          .extracting(record -> record.get("eventName"))
          .containsExactly("INSERT", "MODIFY", "REMOVE");
      assertThat(records)
          .allSatisfy(
              record ->
                  assertThat(record)
                      .containsEntry("eventVersion", "1.1")
                      .containsEntry("eventSource", "aws:dynamodb")
                      .containsEntry("awsRegion", "local")
                      .containsEntry("eventSourceARN", arn())
                      .containsKeys("eventID", "dynamodb")
                      .doesNotContainKey("userIdentity"));
      assertThat(new Settings("record", records.get(1)).map("dynamodb"))
          .containsEntry("Keys", Map.of("id", Map.of("S", "a")))
          .containsEntry("OldImage", Map.of("id", Map.of("S", "a"), "n", Map.of("N", "1")))
          .containsEntry("NewImage", Map.of("id", Map.of("S", "a"), "n", Map.of("N", "2")))
          .containsEntry("StreamViewType", "NEW_AND_OLD_IMAGES")
          .containsKeys("ApproximateCreationDateTime", "SequenceNumber", "SizeBytes");
      assertThat(new Settings("record", records.get(2)).map("dynamodb"))
          .doesNotContainKey("NewImage");
    }
  }

  @Test
  void aPoisonousRecordIsGivenUpAloneAndCanBeFoundByItsDocument() throws Exception {
    FakeFunctions functions =
        FakeFunctions.answering(
            call ->
                call.function().equals("Count") && numbers(List.of(call), "Count").contains(3)
                    ? FakeFunctions.failed()
                    : FakeFunctions.succeeded(""));
    for (int i = 0; i < 8; i++) {
      write("a", i);
    }
    try (AwsJsonServer server = new AwsJsonServer();
        EventServices services = start(functions);
        SqsClient sqs = sqs(server)) {
      server.serve(services.services());
      functions.await(so -> batches(so, "Count").contains(List.of(4, 5, 6, 7)));
      assertThat(batches(functions.calls(), "Count"))
          .containsExactly(
              List.of(0, 1, 2, 3, 4, 5, 6, 7),
              List.of(0, 1, 2, 3),
              List.of(0, 1),
              List.of(2, 3),
              List.of(2),
              List.of(3),
              List.of(3),
              List.of(4, 5, 6, 7));

      String url = sqs.getQueueUrl(q -> q.queueName("Lost")).queueUrl();
      Map<String, Object> document =
          JsonCodec.object(
              sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5))
                  .messages()
                  .getFirst()
                  .body());
      assertThat(batchSize(document)).isEqualTo(1);
      Settings place = new Settings("document", document).object("DDBStreamBatchInfo");
      String iterator =
          database
              .streams()
              .getShardIterator(
                  i ->
                      i.streamArn(place.required("streamArn"))
                          .shardId(place.required("shardId"))
                          .shardIteratorType("AT_SEQUENCE_NUMBER")
                          .sequenceNumber(place.required("startSequenceNumber")))
              .shardIterator();
      assertThat(
              database
                  .streams()
                  .getRecords(r -> r.shardIterator(iterator).limit(1))
                  .records()
                  .getFirst()
                  .dynamodb()
                  .newImage())
          .containsEntry("n", AttributeValue.fromN("3"));
    }
  }

  @Test
  void fromTheRecordThatTheFunctionNamesOnAllComeAgain() throws Exception {
    int[] failures = {1};
    FakeFunctions functions =
        FakeFunctions.answering(
            call -> {
              List<Integer> numbers = numbers(List.of(call), "Count");
              if (!numbers.contains(2) || failures[0]-- <= 0) {
                return FakeFunctions.succeeded("");
              }
              Map<String, Object> record = call.records().get(numbers.indexOf(2));
              return FakeFunctions.succeeded(
                  "{\"batchItemFailures\":[{\"itemIdentifier\":\""
                      + new Settings("r", record).object("dynamodb").required("SequenceNumber")
                      + "\"}]}");
            });
    for (int i = 0; i < 4; i++) {
      write("a", i);
    }
    try (EventServices _ = start(functions)) {
      functions.await(so -> numbers(so, "Count").size() == 6);

      assertThat(numbers(functions.calls(), "Count")).containsExactly(0, 1, 2, 3, 2, 3);
    }
  }

  @Test
  void aRestartNeitherRepeatsTheStreamNorLosesWhatWasWrittenMeanwhile() throws Exception {
    FakeFunctions before = FakeFunctions.succeeding();
    try (EventServices _ = start(before)) {
      for (int i = 0; i < 25; i++) {
        write("a", i);
      }
      before.await(so -> numbers(so, "Count").size() + numbers(so, "Publish").size() == 50);
    }
    write("a", 25);
    stopDatabase();
    startDatabase();
    new TableCreator(client).create(template.resources());
    write("a", 26);

    FakeFunctions after = FakeFunctions.succeeding();
    try (EventServices _ = start(after)) {
      write("a", 27);
      after.await(so -> numbers(so, "Count").contains(27) && numbers(so, "Publish").contains(27));
    }

    assertThat(numbers(after.calls(), "Count")).containsExactly(25, 26, 27);
    assertThat(numbers(after.calls(), "Publish")).containsExactly(25, 26, 27);
  }

  @Test
  void aStreamThatIsTurnedOffIsReadToItsEndAndANewOneFromItsBeginning() throws Exception {
    FakeFunctions before = FakeFunctions.succeeding();
    try (EventServices _ = start(before)) {
      write("a", 1);
      client.updateTable(
          t -> t.tableName("Things").streamSpecification(s -> s.streamEnabled(false)));
      before.await(so -> numbers(so, "Count").contains(1) && numbers(so, "Publish").contains(1));
    }
    String old = arn();
    new TableCreator(client).create(template.resources());
    assertThat(arn()).isNotEqualTo(old);
    write("a", 2);

    FakeFunctions after = FakeFunctions.succeeding();
    try (EventServices _ = start(after)) {
      after.await(so -> numbers(so, "Count").contains(2) && numbers(so, "Publish").contains(2));
    }

    assertThat(numbers(after.calls(), "Count")).containsExactly(2);
    assertThat(records(after.calls(), "Count").getFirst()).containsEntry("eventSourceARN", arn());
  }

  private EventServices start(FakeFunctions functions) {
    return EventServices.start(
        template.resources(),
        template.functions(),
        new EventServices.Collaborators(
            functions,
            Clock.systemUTC(),
            folder.resolve("events.jsonl"),
            URI.create("http://127.0.0.1"),
            new StreamAccess(
                new DatabaseStreams(client, database.streams(), "local"),
                Optional.of(folder.resolve("places"))),
            EventServices.ScheduleControl.disabled()));
  }

  private void write(String key, int number) {
    client.putItem(
        p ->
            p.tableName("Things")
                .item(
                    Map.of(
                        "id", AttributeValue.fromS(key),
                        "n", AttributeValue.fromN(Integer.toString(number)))));
  }

  private String arn() {
    return client.describeTable(t -> t.tableName("Things")).table().latestStreamArn();
  }

  private static List<Map<String, Object>> records(
      List<FakeFunctions.Call> calls, String function) {
    return calls.stream()
        .filter(call -> call.function().equals(function))
        .flatMap(call -> call.records().stream())
        .toList();
  }

  /** The numbers that were written in each batch of a function. */
  private static List<List<Integer>> batches(List<FakeFunctions.Call> calls, String function) {
    return calls.stream()
        .filter(call -> call.function().equals(function))
        .map(call -> call.records().stream().map(StreamsOnDynamoDbIT::number).toList())
        .toList();
  }

  private static List<Integer> numbers(List<FakeFunctions.Call> calls, String function) {
    return batches(calls, function).stream().flatMap(List::stream).toList();
  }

  /** The number of the item after the change, or before it if the change removed it. */
  private static int number(Map<String, Object> record) {
    Settings change = new Settings("record", record).object("dynamodb");
    return change
        .object(change.has("NewImage") ? "NewImage" : "OldImage")
        .object("n")
        .integer("N", -1);
  }

  private static SqsClient sqs(AwsJsonServer server) {
    return SqsClient.builder()
        .endpointOverride(server.url())
        .region(Region.of("local"))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
