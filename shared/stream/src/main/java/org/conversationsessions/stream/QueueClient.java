package org.conversationsessions.stream;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Creates one client for the life of a process, when it is first needed. */
final class QueueClient implements Supplier<SqsClient> {
  private static final Duration TO_CONNECT = Duration.ofSeconds(1);
  private static final Duration MAX_CALL_DURATION = Duration.ofSeconds(5);

  private @Nullable SqsClient made;

  @Override
  public synchronized SqsClient get() {
    if (made == null) {
      made =
          SqsClient.builder()
              .httpClientBuilder(
                  UrlConnectionHttpClient.builder()
                      .connectionTimeout(TO_CONNECT)
                      .socketTimeout(MAX_CALL_DURATION))
              .build();
    }
    return made;
  }
}
