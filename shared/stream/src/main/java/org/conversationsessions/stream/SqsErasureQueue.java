package org.conversationsessions.stream;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.erasure.ErasureQueue;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.settings.ServiceConfig;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The deployment's queue of erasures. A message is the identifier of a request.
 *
 * @param queues supplies the client
 * @param queueUrl the queue's URL
 */
public record SqsErasureQueue(Supplier<SqsClient> queues, String queueUrl) implements ErasureQueue {
  /**
   * Returns the queue that a function's environment names in {@code ERASURE_QUEUE_URL}.
   *
   * @throws IllegalStateException if it is missing
   */
  public static SqsErasureQueue of(Map<String, String> environment) {
    return new SqsErasureQueue(
        new QueueClient(), ServiceConfig.text(environment, "ERASURE_QUEUE_URL"));
  }

  @Override
  public void send(ErasureId id, Duration delay) {
    try {
      queues
          .get()
          .sendMessage(
              send ->
                  send.queueUrl(queueUrl)
                      .messageBody(id.value())
                      .delaySeconds((int) delay.toSeconds()));
    } catch (SdkException e) {
      throw new StoreException("sending to the queue of erasures: " + e.getMessage(), e);
    }
  }
}
