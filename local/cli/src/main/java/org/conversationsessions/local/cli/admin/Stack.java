package org.conversationsessions.local.cli.admin;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.inspect.Service;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Looks up where a deployment keeps its registry: the outputs of its stack, the key in Secrets
 * Manager.
 */
final class Stack {
  private static final String TABLE = "RegistryTableName";
  private static final String KEY = "SecretsKeyArn";

  private Stack() {}

  /**
   * A deployment's registry.
   *
   * @param table the table's name
   * @param secretId the name or ARN of the secret that holds the key material
   */
  record Registry(String table, String secretId) {}

  /** The outputs of the stack of this name. */
  static Map<String, String> outputsOf(CloudFormationClient cloudFormation, String stack) {
    try {
      return cloudFormation.describeStacks(d -> d.stackName(stack)).stacks().stream()
          .flatMap(found -> found.outputs().stream())
          .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    } catch (SdkException e) {
      throw new CliException(
          "the stack "
              + stack
              + " cannot be looked up: "
              + AwsReason.of(e)
              + "; check the name, the region (AWS_REGION) and the credentials",
          e);
    }
  }

  /** Where the stack of this name keeps its registry. */
  static Registry registryOf(CloudFormationClient cloudFormation, String stack) {
    Map<String, String> outputs = outputsOf(cloudFormation, stack);
    String table = outputs.get(TABLE);
    String key = outputs.get(KEY);
    if (table == null || key == null) {
      throw new CliException(
          "the stack "
              + stack
              + " has no outputs "
              + TABLE
              + " and "
              + KEY
              + ": name them with --registry-table and --secrets-key-id");
    }
    return new Registry(table, key);
  }

  /** The tables and the function of the stack of this name. */
  static Service serviceOf(
      CloudFormationClient cloudFormation,
      String stack,
      DynamoDbClient dynamo,
      Supplier<LambdaClient> lambda) {
    Map<String, String> outputs = outputsOf(cloudFormation, stack);
    Function<String, String> output =
        name -> {
          String value = outputs.get(name);
          if (value == null) {
            throw new CliException(
                "the stack " + stack + " has no output " + name + ": is it of this service?");
          }
          return value;
        };
    return new Service(
        dynamo,
        new Tables(
            output.apply(TABLE),
            output.apply("ConversationsTableName"),
            output.apply("SessionsTableName"),
            output.apply("StatesTableName"),
            output.apply("CountersTableName"),
            output.apply("DueTableName"),
            output.apply("LimitsTableName")),
        lambda,
        output.apply("RecountFunctionName"));
  }

  /** The key material. */
  static String keyMaterial(SecretsManagerClient secrets, String secretId) {
    try {
      String text = secrets.getSecretValue(g -> g.secretId(secretId)).secretString();
      if (text == null) {
        throw new CliException("the secret " + secretId + " holds no text: name the stack's own");
      }
      return text;
    } catch (SdkException e) {
      throw new CliException(
          "the secrets' key cannot be read: "
              + AwsReason.of(e)
              + "; check --secrets-key-id, the region (AWS_REGION) and the credentials",
          e);
    }
  }
}
