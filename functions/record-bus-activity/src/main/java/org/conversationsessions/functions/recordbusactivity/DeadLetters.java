package org.conversationsessions.functions.recordbusactivity;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.settings.Deployment;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Where messages go that can never be recorded, with the reason. */
@FunctionalInterface
interface DeadLetters {
  /**
   * Keeps a message.
   *
   * @throws StoreException if it could not be kept
   */
  void keep(QueuedActivity message, ApiError reason);

  /**
   * The queue that the environment names, reached when first needed. The reason stands in the
   * attributes {@code errorCode} and {@code errorMessage}; the body is the message's.
   */
  static DeadLetters queue(Map<String, String> environment) {
    String url = Deployment.text(environment, "DEAD_LETTER_QUEUE_URL");
    return (message, reason) -> {
      try (SqsClient sqs =
          SqsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
        sqs.sendMessage(
            send ->
                send.queueUrl(url)
                    .messageBody(message.body())
                    .messageAttributes(
                        Map.of(
                            "errorCode", text(Integer.toString(reason.code())),
                            "errorMessage", text(sendable(reason.msg())))));
      } catch (SdkException e) {
        throw new StoreException("sending to the dead-letter queue: " + e.getMessage(), e);
      }
    };
  }

  /**
   * The text without what SQS takes nowhere: it would refuse the whole message, and its reason
   * would be lost with the fifth try. A reason may quote the event, whose JSON can name any
   * character.
   */
  static String sendable(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
