package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From a table to the process of a function, and from there to another function. */
class StreamServiceIT {
  @TempDir Path root;

  @Test
  void aChangeReachesAFunctionAndThroughItAnotherOneAndAgainAfterARestart() throws Exception {
    StreamProject project = StreamProject.in(root);

    for (String key : List.of("first", "second")) {
      try (LocalService service = LocalService.start(project.withData());
          DynamoDbClient client = new Database(service.dynamoDbUrl(), Optional.empty()).client()) {
        client.putItem(p -> p.tableName("Things").item(Map.of("id", AttributeValue.fromS(key))));
        project.awaitChange(key);
      }
    }

    List<String> lines = project.lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith("arn:aws:dynamodb:ddblocal:000000000000:table/Things/stream/20")
        .contains(
            "\"eventSourceARN\":\"" + lines.getFirst().substring(0, lines.getFirst().indexOf(' ')));
    assertThat(root.resolve("data").resolve("streams").resolve("Pass.Things.json")).exists();
  }

  @Test
  void whatIsInAFifoQueueReachesItsFunctionAfterARestart() throws Exception {
    StreamProject project = StreamProject.in(root);
    String queue = "  Later: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}\n";
    String mapping =
        "      Events: {Later: {Type: SQS, Properties: {Queue: !GetAtt Later.Arn, BatchSize:"
            + " 1}}}\n";
    project.writeTemplate(template -> template + queue);
    try (LocalService service = LocalService.start(project.withData());
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

    project.writeTemplate(template -> template + mapping + queue);
    try (LocalService service = LocalService.start(project.withData())) {
      project.awaitWritten("\"body\":\"two\"");
      assertThat(service.url()).isNotNull();
    }
    assertThat(project.lines())
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
}
