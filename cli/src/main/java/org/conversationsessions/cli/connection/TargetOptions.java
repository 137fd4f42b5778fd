package org.conversationsessions.cli.connection;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.store.client.Tables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The options that name the installation to work on: the local service or a deployment. */
public final class TargetOptions {
  /** Locally, tables and functions are named by their logical ids in the template. */
  private static final Tables LOCAL_TABLES =
      new Tables(
          "RegistryTable",
          "ConversationsTable",
          "SessionsTable",
          "StatesTable",
          "CountersTable",
          "DueTable",
          "LimitsTable",
          "MessagesTable",
          "ErasuresTable",
          "ImportsTable",
          "DebugLogsTable");

  private static final String LOCAL_RECOUNT = "RecountSessionsFunction";

  /** The recount function's timeout is 900 s. */
  private static final Duration RECOUNT_TIMEOUT = Duration.ofSeconds(930);

  private static final AwsCredentialsProvider ANY_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private static final String KEY_FILE = "secrets-key";

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "Work on the deployment with this CloudFormation stack. Takes AWS credentials and region"
              + " from the environment.")
  private @Nullable String stack;

  @Option(
      names = "--registry-table",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Work on the deployment with this registry table. Needs --secrets-key-id.")
  private @Nullable String table;

  @Option(
      names = "--secrets-key-id",
      paramLabel = "ARN",
      scope = ScopeType.INHERIT,
      description =
          "The name or ARN of the secret in Secrets Manager that holds the deployment's key.")
  private @Nullable String secretId;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The data folder of the local service, if bin/local runs with --data.")
  private @Nullable Path data;

  private final CommandContext context;

  /** Creates the options, to be filled by picocli. */
  public TargetOptions(CommandContext context) {
    this.context = context;
  }

  /**
   * Opens the registry that the options name.
   *
   * @throws CliException if the options contradict each other or the installation is not found
   */
  public RegistryConnection openRegistry() {
    if (stack != null && (table != null || secretId != null)) {
      throw new CliException("give --stack or --registry-table with --secrets-key-id, not both");
    }
    if ((table == null) != (secretId == null)) {
      throw new CliException("--registry-table and --secrets-key-id go together: give both");
    }
    if (stack == null && table == null) {
      return localRegistry();
    }
    if (data != null) {
      throw new CliException("--data is for the local service: leave it out");
    }
    try {
      return deployedRegistry();
    } catch (SdkClientException e) {
      throw unconfigured(e);
    }
  }

  /**
   * Opens the tables and functions that the options name; needs no key.
   *
   * @throws CliException if the options name only a registry or the installation is not found
   */
  public ServiceConnection openService() {
    if (table != null || secretId != null) {
      throw new CliException(
          "this command needs more tables than the registry: name the stack with --stack");
    }
    if (stack == null) {
      LocalCredentials local = LocalCredentials.read(context.credentialsFile());
      return new ServiceConnection(
          dynamo(local.dynamodbUrl()),
          LOCAL_TABLES,
          () ->
              lambda()
                  .endpointOverride(local.url())
                  .region(Region.US_EAST_1)
                  .credentialsProvider(ANY_CREDENTIALS)
                  .build(),
          LOCAL_RECOUNT);
    }
    try (CloudFormationClient cloudFormation = CloudFormationClient.create()) {
      return StackOutputs.service(cloudFormation, stack, dynamo(), () -> lambda().build());
    } catch (SdkClientException e) {
      throw unconfigured(e);
    }
  }

  /** Returns whether the options name the local service. */
  public boolean isLocal() {
    return stack == null && table == null && secretId == null;
  }

  /**
   * Returns the address of the API that the options name; needs no key.
   *
   * @throws CliException if the options name only a registry or the installation is not found
   */
  public URI apiUrl() {
    if (table != null || secretId != null) {
      throw new CliException(
          "this command calls the API: name the stack with --stack, or the API with --url");
    }
    if (stack == null) {
      return LocalCredentials.read(context.credentialsFile()).url();
    }
    try (CloudFormationClient cloudFormation = CloudFormationClient.create()) {
      return StackOutputs.api(cloudFormation, stack);
    } catch (SdkClientException e) {
      throw unconfigured(e);
    }
  }

  private RegistryConnection deployedRegistry() {
    StackOutputs.RegistryLocation registry;
    if (stack == null) {
      registry = new StackOutputs.RegistryLocation(String.valueOf(table), String.valueOf(secretId));
    } else {
      try (CloudFormationClient cloudFormation = CloudFormationClient.create()) {
        registry = StackOutputs.registry(cloudFormation, stack);
      }
    }
    try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
      return new RegistryConnection(
          dynamo(), registry.table(), StackOutputs.keyMaterial(secrets, registry.secretId()));
    }
  }

  private RegistryConnection localRegistry() {
    URI endpoint = LocalCredentials.read(context.credentialsFile()).dynamodbUrl();
    return new RegistryConnection(dynamo(endpoint), LOCAL_TABLES.registry(), localKey());
  }

  private static CliException unconfigured(SdkClientException e) {
    return new CliException(
        AwsErrorText.of(e) + "; set AWS_REGION and credentials, or leave out --stack", e);
  }

  private static DynamoDbClient dynamo() {
    return DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  private static DynamoDbClient dynamo(URI endpoint) {
    return DynamoDbClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(ANY_CREDENTIALS)
        .build();
  }

  /**
   * Waits for the recount function's whole timeout and never retries. A retried recount would run
   * alongside the first, whose answer would be lost.
   */
  private static LambdaClientBuilder lambda() {
    return LambdaClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(10))
                .socketTimeout(RECOUNT_TIMEOUT))
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  private String localKey() {
    Path file = (data == null ? context.home() : data).resolve(KEY_FILE);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CliException(
          "the key of the local service cannot be read from "
              + file
              + ": start it with bin/local; if it runs with --data DIR, give that here too",
          e);
    }
  }
}
