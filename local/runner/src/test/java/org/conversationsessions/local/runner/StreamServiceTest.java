package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.handlers.StreamHandler;
import org.conversationsessions.local.runner.handlers.WritingHandler;
import org.conversationsessions.local.runner.lambda.TestFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From a table to the process of a function, and from there to another function. */
class StreamServiceTest {
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

  @Test
  void aChangeReachesAFunctionAndThroughItAnotherOneAndAgainAfterARestart() throws Exception {
    Path written = root.resolve("written");
    Files.writeString(
        root.resolve("template.yaml"), TEMPLATE.replace("FILE: written", "FILE: " + written));
    TestFunction.artifact(StreamHandler.class, root.resolve("pass.zip"));
    TestFunction.artifact(WritingHandler.class, root.resolve("write.zip"));
    Options options =
        new Options(
            root,
            root.resolve(".local"),
            0,
            Optional.of(root.resolve("data")),
            Optional.empty(),
            false,
            false,
            Map.of());

    for (String key : List.of("first", "second")) {
      try (LocalService service = LocalService.start(options);
          DynamoDbClient client = new Database(service.dynamoDbUrl(), Optional.empty()).client()) {
        client.putItem(p -> p.tableName("Things").item(Map.of("id", AttributeValue.fromS(key))));
        await(written, "\"Keys\":{\"id\":{\"S\":\"" + key + "\"}}");
      }
    }

    List<String> lines = Files.readAllLines(written);
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("arn:aws:dynamodb:ddblocal:000000000000:table/Things/stream/20")
        .contains(
            "\"eventSourceARN\":\"" + lines.getFirst().substring(0, lines.getFirst().indexOf(' ')));
    assertThat(root.resolve("data").resolve("streams").resolve("Pass.Things.json")).exists();
  }

  @Test
  void whatIsInAFifoQueueReachesItsFunctionAfterARestart() throws Exception {
    Path written = root.resolve("written");
    String queue = "  Later: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}\n";
    String mapping =
        "      Events: {Later: {Type: SQS, Properties: {Queue: !GetAtt Later.Arn, BatchSize:"
            + " 1}}}\n";
    String template = TEMPLATE.replace("FILE: written", "FILE: " + written) + queue;
    TestFunction.artifact(StreamHandler.class, root.resolve("pass.zip"));
    TestFunction.artifact(WritingHandler.class, root.resolve("write.zip"));
    Options options =
        new Options(
            root,
            root.resolve(".local"),
            0,
            Optional.of(root.resolve("data")),
            Optional.empty(),
            false,
            false,
            Map.of());
    Files.writeString(root.resolve("template.yaml"), template);
    try (LocalService service = LocalService.start(options);
        SqsClient client = sqs(service)) {
      String url = client.getQueueUrl(get -> get.queueName("Later.fifo")).queueUrl();
      for (String body : List.of("one", "two")) {
        client.sendMessage(
            send ->
                send.queueUrl(url)
                    .messageBody(body)
                    .messageGroupId("g")
                    .messageDeduplicationId(body));
      }
    }

    Files.writeString(root.resolve("template.yaml"), template.replace(queue, mapping + queue));
    try (LocalService service = LocalService.start(options)) {
      await(written, "\"body\":\"two\"");
      assertThat(service.url()).isNotNull();
    }
    assertThat(Files.readAllLines(written))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"body\":\"one\""),
            second -> assertThat(second).contains("\"body\":\"two\""));
  }

  private static SqsClient sqs(LocalService service) {
    return SqsClient.builder()
        .endpointOverride(service.url())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static void await(Path file, String text) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as("time to wait for " + text).isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
