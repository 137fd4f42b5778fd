package org.conversationsessions.stream;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.settings.ServiceConfig;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A dead-letter queue in SQS.
 *
 * @param queues creates the client on first use: most functions never need it
 * @param queueUrl the queue's URL
 */
public record SqsDeadLetterQueue(Supplier<SqsClient> queues, String queueUrl)
    implements DeadLetterQueue {
  /**
   * Returns the queue that a function's environment specifies.
   *
   * @param variable the variable that contains the queue's URL
   * @throws IllegalStateException if it is missing
   */
  public static SqsDeadLetterQueue of(Map<String, String> environment, String variable) {
    return new SqsDeadLetterQueue(new QueueClient(), ServiceConfig.text(environment, variable));
  }

  @Override
  public void send(String body, Map<String, String> attributes) {
    SendableMessage message = SendableMessage.of(body, attributes);
    try {
      queues
          .get()
          .sendMessage(
              send ->
                  send.queueUrl(queueUrl)
                      .messageBody(message.body())
                      .messageAttributes(
                          message.attributes().entrySet().stream()
                              .collect(
                                  Collectors.toMap(
                                      Map.Entry::getKey, each -> text(each.getValue())))));
    } catch (SdkException e) {
      throw new StoreException("sending to a queue: " + e.getMessage(), e);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
