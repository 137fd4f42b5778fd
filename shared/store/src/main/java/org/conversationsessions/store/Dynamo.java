package org.conversationsessions.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.store.calls.BoundedDynamoDbClient;
import org.conversationsessions.store.calls.CallFailure;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** How DynamoDB is reached. */
public final class Dynamo {
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  private Dynamo() {}

  /**
   * A client for a function: its region, credentials and endpoint are what Lambda gives it in this
   * environment, and nothing else is looked for. It gives up a call five seconds after the call got
   * its place. Builds it with no call and no file read; no credentials are taken before the first
   * call.
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
   * Where {@link #client} reaches DynamoDB.
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
   * Lets a client take the credentials that it will sign with, if it has none that are good. A
   * failure is left to the client's next call, which asks again.
   */
  public static void takeCredentials(DynamoDbClient client) {
    try {
      client.serviceClientConfiguration().credentialsProvider().resolveIdentity().join();
    } catch (SdkException | CompletionException e) {
      // Told by whoever needs them.
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
   * Makes every call of a client go the one path to DynamoDB: with a bound on the calls under way,
   * and with every failure told as {@link StoreException}.
   */
  public static DynamoDbClient bounded(DynamoDbClient client) {
    return BoundedDynamoDbClient.of(client);
  }

  /**
   * Makes a conditional call for which losing the condition is a failure like any other, told as
   * {@link StoreException}.
   */
  static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw CallFailure.of(what, e);
    }
  }
}
