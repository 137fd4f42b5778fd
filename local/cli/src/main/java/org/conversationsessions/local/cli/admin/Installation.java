package org.conversationsessions.local.cli.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.LocalCredentials;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.inspect.RecountFunction;
import org.conversationsessions.local.cli.inspect.Service;
import org.conversationsessions.store.client.Tables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The options that say whose registry is worked on: the service that runs here, or a deployment's.
 */
final class Installation {
  /** On one machine tables and functions are called by their logical ids. */
  private static final Tables LOCAL_TABLES =
      new Tables(
          "RegistryTable",
          "ConversationsTable",
          "SessionsTable",
          "StatesTable",
          "CountersTable",
          "DueTable",
          "LimitsTable");

  private static final String LOCAL_RECOUNT = "RecountSessionsFunction";

  private static final AwsCredentialsProvider ANY_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private static final String KEY_FILE = "secrets-key";

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "Work on the deployment of this stack, with the AWS credentials and region of the"
              + " environment.")
  private @Nullable String stack;

  @Option(
      names = "--registry-table",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Work on the deployment with this table; needs --secrets-key-id.")
  private @Nullable String table;

  @Option(
      names = "--secrets-key-id",
      paramLabel = "ARN",
      scope = ScopeType.INHERIT,
      description = "The secret (name or ARN) in Secrets Manager that holds the deployment's key.")
  private @Nullable String secretId;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The folder that bin/local was given with --data, if it was.")
  private @Nullable Path data;

  private final Surroundings surroundings;

  Installation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Opens the registry that the options name. */
  Access open() {
    if (stack != null && (table != null || secretId != null)) {
      throw new CliException("give --stack or --registry-table with --secrets-key-id, not both");
    }
    if ((table == null) != (secretId == null)) {
      throw new CliException("--registry-table and --secrets-key-id go together: give both");
    }
    if (stack == null && table == null) {
      return local();
    }
    if (data != null) {
      throw new CliException("--data is for the local service: leave it out");
    }
    try {
      return deployed();
    } catch (SdkClientException e) {
      throw new CliException(
          AwsReason.of(e) + "; set AWS_REGION and credentials, or leave out --stack", e);
    }
  }

  /** Opens the service that the options name: its tables and its functions, and no key. */
  Service openService() {
    if (table != null || secretId != null) {
      throw new CliException(
          "this command needs more than the registry: name the stack by --stack");
    }
    if (stack == null) {
      LocalCredentials local = LocalCredentials.read(surroundings.credentialsFile());
      return new Service(
          dynamo(local.dynamodbUrl()),
          LOCAL_TABLES,
          () ->
              RecountFunction.patientClient()
                  .endpointOverride(local.url())
                  .region(Region.US_EAST_1)
                  .credentialsProvider(ANY_CREDENTIALS)
                  .build(),
          LOCAL_RECOUNT);
    }
    try (CloudFormationClient cloudFormation = CloudFormationClient.create()) {
      return Stack.serviceOf(
          cloudFormation,
          stack,
          DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
          () -> RecountFunction.patientClient().build());
    } catch (SdkClientException e) {
      throw new CliException(
          AwsReason.of(e) + "; set AWS_REGION and credentials, or leave out --stack", e);
    }
  }

  private Access deployed() {
    Stack.Registry registry;
    if (stack == null) {
      registry = new Stack.Registry(String.valueOf(table), String.valueOf(secretId));
    } else {
      try (CloudFormationClient cloudFormation = CloudFormationClient.create()) {
        registry = Stack.registryOf(cloudFormation, stack);
      }
    }
    try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
      return new Access(
          DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(),
          registry.table(),
          Stack.keyMaterial(secrets, registry.secretId()));
    }
  }

  private Access local() {
    URI endpoint = LocalCredentials.read(surroundings.credentialsFile()).dynamodbUrl();
    return new Access(dynamo(endpoint), LOCAL_TABLES.registry(), localKey());
  }

  private static DynamoDbClient dynamo(URI endpoint) {
    return DynamoDbClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(ANY_CREDENTIALS)
        .build();
  }

  private String localKey() {
    Path file = (data == null ? surroundings.home() : data).resolve(KEY_FILE);
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
