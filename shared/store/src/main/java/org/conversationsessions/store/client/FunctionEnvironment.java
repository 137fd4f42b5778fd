package org.conversationsessions.store.client;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * The region, credentials and endpoint that Lambda gives a function in environment variables
 * (developer guide, "Working with Lambda environment variables"). The SDK's default provider chains
 * also try files, profiles and other services, and take longer to load than a call takes.
 */
final class FunctionEnvironment {
  private FunctionEnvironment() {}

  /**
   * Returns the region.
   *
   * @throws IllegalStateException if none is set
   */
  static String region(Map<String, String> environment) {
    String region = environment.getOrDefault("AWS_REGION", "");
    if (region.isEmpty()) {
      throw new IllegalStateException("AWS_REGION is not set");
    }
    return region;
  }

  /**
   * Returns credentials that are resolved at the first call. A SnapStart function gets them from a
   * local HTTP endpoint, so its snapshot contains none. Any other has them in its environment.
   */
  static AwsCredentialsProvider credentials(Map<String, String> environment) {
    return environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }

  /**
   * Returns the endpoint of DynamoDB; empty for the region's default. Others are VPC endpoints and
   * tests.
   */
  static Optional<URI> endpoint(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_DYNAMODB"))
        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
        .filter(url -> !url.isEmpty())
        .map(URI::create);
  }
}
