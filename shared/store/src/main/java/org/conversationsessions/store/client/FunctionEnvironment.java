package org.conversationsessions.store.client;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * What Lambda tells a function of AWS, by environment variables alone (developer guide, "Working
 * with Lambda environment variables"). The SDK's own chains would look for files, for profiles and
 * for other services too, and take longer to load than a call takes.
 */
final class FunctionEnvironment {
  private FunctionEnvironment() {}

  /**
   * The region.
   *
   * @throws IllegalStateException if there is none
   */
  static String region(Map<String, String> environment) {
    String region = environment.getOrDefault("AWS_REGION", "");
    if (region.isEmpty()) {
      throw new IllegalStateException("AWS_REGION is not set");
    }
    return region;
  }

  /**
   * Credentials, asked for at the first call: a function that starts from a snapshot has them
   * behind an address of its own, so that none are in the snapshot; any other has them in its
   * environment.
   */
  static AwsCredentialsProvider credentials(Map<String, String> environment) {
    return environment.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        ? ContainerCredentialsProvider.create()
        : EnvironmentVariableCredentialsProvider.create();
  }

  /**
   * Where DynamoDB answers, if not at the region's own address: an endpoint in the VPC, or a test.
   */
  static Optional<URI> endpoint(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_DYNAMODB"))
        .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
        .filter(url -> !url.isEmpty())
        .map(URI::create);
  }
}
