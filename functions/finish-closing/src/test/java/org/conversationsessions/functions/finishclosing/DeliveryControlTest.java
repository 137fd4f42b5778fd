package org.conversationsessions.functions.finishclosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.StoreException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class DeliveryControlTest {
  private final List<ChangeMessageVisibilityRequest> changed = new ArrayList<>();
  private final List<SendMessageRequest> sent = new ArrayList<>();
  private final DeliveryControl control =
      DeliveryControl.sqs(new Queues(), "closings", "dead-letters");
  private boolean reachable = true;

  @Test
  void aMessageIsDeliveredAgainAfterThePause() {
    control.deliverAgain(message("g1"), Duration.ofMinutes(3));

    assertThat(changed)
        .containsExactly(
            ChangeMessageVisibilityRequest.builder()
                .queueUrl("closings")
                .receiptHandle("receipt")
                .visibilityTimeout(180)
                .build());
  }

  @Test
  void aMessageGoesToTheDeadLetterQueueUnchangedWithTheReasonAndOnlyOnce() {
    control.sendToDeadLetterQueue(message("g1"), "no script");
    control.sendToDeadLetterQueue(message(""), "no script");

    assertThat(sent)
        .allSatisfy(
            request -> {
              assertThat(request.queueUrl()).isEqualTo("dead-letters");
              assertThat(request.messageBody()).isEqualTo("body");
              assertThat(request.messageDeduplicationId()).isEqualTo("m1");
              assertThat(request.messageAttributes())
                  .containsExactly(
                      Map.entry(
                          "errorMessage",
                          MessageAttributeValue.builder()
                              .dataType("String")
                              .stringValue("no script")
                              .build()));
            })
        .extracting(SendMessageRequest::messageGroupId)
        .containsExactly("g1", "none");
  }

  @Test
  void aQueueThatDoesNotAnswerIsAFailureOfTheStore() {
    reachable = false;

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> control.deliverAgain(message("g1"), Duration.ZERO))
        .withMessage("changing a message's visibility: no connection");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> control.sendToDeadLetterQueue(message("g1"), "no script"))
        .withMessage("sending to the dead-letter queue: no connection");
  }

  private static QueuedClosing message(String group) {
    return new QueuedClosing("m1", "receipt", "body", group, 1);
  }

  /** A fake SQS client. */
  private final class Queues implements SqsClient {
    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(
        ChangeMessageVisibilityRequest request) {
      check();
      changed.add(request);
      return ChangeMessageVisibilityResponse.builder().build();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      check();
      sent.add(request);
      return SendMessageResponse.builder().build();
    }

    private void check() {
      if (!reachable) {
        throw SdkClientException.create("no connection");
      }
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
