package org.conversationsessions.local.runner;

import java.net.URI;
import java.util.Map;
import org.conversationsessions.local.runner.aws.LocalArn;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * AWS as the SDK finds it on this machine: the region, the credentials and the endpoints of the
 * services.
 *
 * @param services the URL of the substitutes of Lambda, SQS and EventBridge
 * @param database the URL of the database
 */
record LocalAws(URI services, URI database) {
  static final String REGION = LocalArn.REGION;
  private static final String ACCESS_KEY = "local";

  /** Returns the credentials of every client: the functions' and the runner's own. */
  static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, ACCESS_KEY));
  }

  /** Returns the variables by which the SDK in a function's process finds all this. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        REGION,
        "AWS_DEFAULT_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        ACCESS_KEY,
        "AWS_EC2_METADATA_DISABLED",
        "true",
        "AWS_ENDPOINT_URL_DYNAMODB",
        database.toString(),
        "AWS_ENDPOINT_URL_DYNAMODB_STREAMS",
        database.toString(),
        "AWS_ENDPOINT_URL_EVENTBRIDGE",
        services.toString(),
        "AWS_ENDPOINT_URL_LAMBDA",
        services.toString(),
        "AWS_ENDPOINT_URL_SQS",
        services.toString());
  }
}
