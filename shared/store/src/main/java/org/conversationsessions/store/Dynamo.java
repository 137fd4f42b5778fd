package org.conversationsessions.store;

import java.time.Duration;
import java.util.function.Supplier;
import org.conversationsessions.domain.StoreException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How DynamoDB is reached. */
public final class Dynamo {
  private Dynamo() {}

  /**
   * A client that finds region, credentials and endpoint by the SDK's standard environment
   * variables alone. It gives up a call after five seconds, so that a function answers before its
   * own time is up.
   */
  public static DynamoDbClient client() {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(3)))
        .overrideConfiguration(
            c ->
                c.apiCallTimeout(Duration.ofSeconds(5))
                    .apiCallAttemptTimeout(Duration.ofSeconds(3)))
        .build();
  }

  /** Makes a call; every failure is told as {@link StoreException}. */
  static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new StoreException(what + ": " + e.getMessage(), e);
    }
  }
}
