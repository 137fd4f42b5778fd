package org.conversationsessions.local.runner.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.fixtures.AwsJsonServer;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The service as AWS's own client sees it; the client itself checks the digests. */
class SqsServiceTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
  private AwsJsonServer server;
  private SqsClient client;
  private String url;

  @BeforeEach
  void start() throws Exception {
    Resource main =
        new Resource(
            "Main",
            "AWS::SQS::Queue",
            Map.of(
                "RedrivePolicy",
                Map.of(
                    "deadLetterTargetArn",
                    "arn:aws:sqs:local:000000000000:Dead",
                    "maxReceiveCount",
                    3),
                "MaximumMessageSize",
                2048));
    Resource dead = new Resource("Dead", "AWS::SQS::Queue", Map.of());
    server = new AwsJsonServer();
    Resource fifo = new Resource("Fifo", "AWS::SQS::Queue", Map.of("FifoQueue", true));
    server.serve(
        List.of(new SqsService(new Queues(List.of(main, dead, fifo), clock), server.url())));
    client =
        SqsClient.builder()
            .endpointOverride(server.url())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    url = client.getQueueUrl(request -> request.queueName("Main")).queueUrl();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aMessageIsSentReceivedAndDeleted() {
    assertThat(url).isEqualTo(server.url() + "/000000000000/Main");
    String id =
        client
            .sendMessage(
                request ->
                    request
                        .queueUrl(url)
                        .messageBody("gruß 😀")
                        .messageAttributes(
                            Map.of(
                                "reason", text("String", "why"),
                                "Count", text("Number", "3"),
                                "bytes", binary("raw"))))
            .messageId();
    Message received =
        client
            .receiveMessage(
                request ->
                    request
                        .queueUrl(url)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();
    assertThat(received.messageId()).isEqualTo(id);
    assertThat(received.body()).isEqualTo("gruß 😀");
    assertThat(received.messageAttributes())
        .containsEntry("reason", text("String", "why"))
        .containsEntry("Count", text("Number", "3"))
        .containsEntry("bytes", binary("raw"));
    assertThat(received.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .containsEntry(MessageSystemAttributeName.SENT_TIMESTAMP, "1772359200000");
    client.deleteMessage(request -> request.queueUrl(url).receiptHandle(received.receiptHandle()));
    clock.advance(Duration.ofMinutes(1));
    assertThat(client.receiveMessage(request -> request.queueUrl(url)).messages()).isEmpty();
  }

  @Test
  void onlyAttributesAskedForAreTold() {
    client.sendMessage(
        request ->
            request
                .queueUrl(url)
                .messageBody("x")
                .messageAttributes(Map.of("a.one", text("String", "1"), "b", text("String", "2"))));
    Message bare =
        client
            .receiveMessage(request -> request.queueUrl(url).visibilityTimeout(0))
            .messages()
            .getFirst();
    assertThat(bare.attributes()).isEmpty();
    assertThat(bare.messageAttributes()).isEmpty();
    Message some =
        client
            .receiveMessage(request -> request.queueUrl(url).messageAttributeNames("a.*"))
            .messages()
            .getFirst();
    assertThat(some.messageAttributes()).containsOnlyKeys("a.one");
  }

  @Test
  void aBatchIsAnsweredEntryByEntry() {
    var answer =
        client.sendMessageBatch(
            request ->
                request
                    .queueUrl(url)
                    .entries(
                        entry("1", "good"),
                        entry("2", "bad \u0001"),
                        entry("3", "x".repeat(2049))));
    assertThat(answer.successful())
        .singleElement()
        .satisfies(ok -> assertThat(ok.id()).isEqualTo("1"));
    assertThat(answer.failed())
        .extracting(BatchResultErrorEntry::id, BatchResultErrorEntry::code)
        .containsExactly(
            tuple("2", "InvalidMessageContents"), tuple("3", "InvalidParameterValueException"));
  }

  @Test
  void attributesOfAQueueAreTold() {
    client.sendMessage(request -> request.queueUrl(url).messageBody("x"));
    client.sendMessage(request -> request.queueUrl(url).messageBody("y").delaySeconds(10));
    assertThat(
            client
                .getQueueAttributes(
                    request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1")
        .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:local:000000000000:Main")
        .containsEntry(
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:local:000000000000:Dead\",\"maxReceiveCount\":3}");
    assertThatThrownBy(
            () ->
                client.getQueueAttributes(
                    request -> request.queueUrl(url).attributeNamesWithStrings("Colour")))
        .isInstanceOf(InvalidAttributeNameException.class);
  }

  @Test
  void queuesAreListedAndPurged() {
    assertThat(client.listQueues().queueUrls()).hasSize(3).contains(url);
    assertThat(client.listQueues(request -> request.queueNamePrefix("De")).queueUrls()).hasSize(1);
    client.sendMessage(request -> request.queueUrl(url).messageBody("x"));
    client.purgeQueue(request -> request.queueUrl(url));
    assertThat(client.receiveMessage(request -> request.queueUrl(url)).messages()).isEmpty();
  }

  @Test
  void visibilityIsChanged() {
    client.sendMessage(request -> request.queueUrl(url).messageBody("x"));
    Message first = client.receiveMessage(request -> request.queueUrl(url)).messages().getFirst();
    client.changeMessageVisibility(
        request -> request.queueUrl(url).receiptHandle(first.receiptHandle()).visibilityTimeout(0));
    assertThat(client.receiveMessage(request -> request.queueUrl(url)).messages()).hasSize(1);
  }

  @Test
  void aFifoQueueTakesGroupsAndTellsThemAndForgetsRepetitions() {
    String fifo = client.getQueueUrl(request -> request.queueName("Fifo.fifo")).queueUrl();
    assertThat(fifo).endsWith("/Fifo.fifo");
    String first = sendTo(fifo, "x", "g", "d").messageId();
    assertThat(sendTo(fifo, "x", "g", "d").messageId()).isEqualTo(first);
    assertThat(sendTo(fifo, "y", "g", "e").sequenceNumber()).hasSize(20);
    List<Message> received =
        client
            .receiveMessage(
                request ->
                    request
                        .queueUrl(fifo)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    assertThat(received).extracting(Message::body).containsExactly("x", "y");
    assertThat(received.getFirst().attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "d");
    assertThat(
            client
                .getQueueAttributes(
                    request -> request.queueUrl(fifo).attributeNames(QueueAttributeName.FIFO_QUEUE))
                .attributes())
        .containsEntry(QueueAttributeName.FIFO_QUEUE, "true");
  }

  @Test
  void aFifoQueueRefusesWhatItCannotOrder() {
    String fifo = client.getQueueUrl(request -> request.queueName("Fifo.fifo")).queueUrl();
    assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(fifo).messageBody("x")))
        .hasMessageContaining("MessageGroupId");
    assertThatThrownBy(
            () -> client.sendMessage(r -> r.queueUrl(fifo).messageBody("x").messageGroupId("g")))
        .hasMessageContaining("MessageDeduplicationId");
    assertThatThrownBy(
            () ->
                client.sendMessage(
                    r ->
                        r.queueUrl(fifo)
                            .messageBody("x")
                            .messageGroupId("g")
                            .messageDeduplicationId("d")
                            .delaySeconds(1)))
        .hasMessageContaining("DelaySeconds");
    assertThatThrownBy(
            () ->
                client.sendMessage(
                    r -> r.queueUrl(url).messageBody("x").messageDeduplicationId("d")))
        .hasMessageContaining("FIFO");
  }

  private SendMessageResponse sendTo(String queue, String body, String group, String id) {
    return client.sendMessage(
        request ->
            request
                .queueUrl(queue)
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(id));
  }

  @Test
  void refusalsAreThoseThatTheClientKnows() {
    assertThatThrownBy(() -> client.getQueueUrl(request -> request.queueName("Other")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(
            () -> client.deleteMessage(request -> request.queueUrl(url).receiptHandle("none")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
    assertThatThrownBy(
            () -> client.sendMessage(request -> request.queueUrl(url).messageBody("\uFFFE")))
        .isInstanceOf(InvalidMessageContentsException.class);
    assertThatThrownBy(
            () -> client.sendMessageBatch(request -> request.queueUrl(url).entries(List.of())))
        .isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(
            () ->
                client.sendMessageBatch(
                    request -> request.queueUrl(url).entries(entry("1", "a"), entry("1", "b"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    assertThatThrownBy(
            () -> client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(11)))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("MaxNumberOfMessages");
    assertThatThrownBy(
            () -> client.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(21)))
        .hasMessageContaining("WaitTimeSeconds");
    assertThatThrownBy(() -> client.createQueue(request -> request.queueName("New")))
        .hasMessageContaining("CreateQueue");
  }

  private static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private static MessageAttributeValue binary(String value) {
    return MessageAttributeValue.builder()
        .dataType("Binary")
        .binaryValue(SdkBytes.fromUtf8String(value))
        .build();
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }
}
