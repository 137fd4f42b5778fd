package org.conversationsessions.store.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Creates DynamoDB clients. */
public final class Dynamo {
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  private Dynamo() {}

  /**
   * Creates a client for a function. Region, credentials and endpoint come from the environment
   * variables that Lambda sets, and from nowhere else. A call times out 5 seconds after it got its
   * permit. Makes no call and reads no file; credentials are resolved at the first call.
   *
   * @param environment the function's environment variables
   * @throws IllegalStateException if it names no region
   */
  public static DynamoDbClient client(Map<String, String> environment) {
    DynamoDbClientBuilder builder =
        builder()
            .region(Region.of(FunctionEnvironment.region(environment)))
            .credentialsProvider(FunctionEnvironment.credentials(environment));
    FunctionEnvironment.endpoint(environment).ifPresent(builder::endpointOverride);
    return bounded(builder.build());
  }

  /**
   * Returns the endpoint that {@link #client} calls.
   *
   * @param environment the function's environment variables
   * @throws IllegalStateException if it names no region
   */
  public static URI endpoint(Map<String, String> environment) {
    Region region = Region.of(FunctionEnvironment.region(environment));
    return FunctionEnvironment.endpoint(environment)
        .orElseGet(
            () -> URI.create("https://" + DynamoDbClient.serviceMetadata().endpointFor(region)));
  }

  /**
   * Makes a client resolve its credentials, unless it has valid ones. Failures are ignored: the
   * client's next call resolves them again.
   */
  public static void resolveCredentials(DynamoDbClient client) {
    try {
      client.serviceClientConfiguration().credentialsProvider().resolveIdentity().join();
    } catch (SdkException | CompletionException e) {
      // The next call reports it.
    }
  }

  private static DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .defaultsMode(DefaultsMode.LEGACY)
        .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
        .endpointDiscoveryEnabled(false)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(3)))
        .overrideConfiguration(
            c ->
                c.apiCallTimeout(Duration.ofSeconds(5))
                    .apiCallAttemptTimeout(Duration.ofSeconds(3))
                    .defaultProfileFileSupplier(() -> NO_PROFILES));
  }

  /**
   * Returns a client with a limit on concurrent calls that reports failures as {@link
   * org.conversationsessions.application.StoreException}. A client that has the limit already is
   * returned as it is.
   */
  public static DynamoDbClient bounded(DynamoDbClient client) {
    return BoundedDynamoDbClient.of(client);
  }
}
