package org.conversationsessions.cli.connection;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Finds a deployment's resources by the outputs of its CloudFormation stack. */
final class StackOutputs {
  private static final String TABLE = "RegistryTableName";
  private static final String KEY = "SecretsKeyArn";

  private StackOutputs() {}

  /**
   * The place of a deployment's registry.
   *
   * @param table the table's name
   * @param secretId the name or ARN of the secret that holds the key material
   */
  record RegistryLocation(String table, String secretId) {}

  /**
   * Reads the outputs of a stack.
   *
   * @throws CliException if the call fails
   */
  static Map<String, String> read(CloudFormationClient cloudFormation, String stack) {
    try {
      return cloudFormation.describeStacks(d -> d.stackName(stack)).stacks().stream()
          .flatMap(found -> found.outputs().stream())
          .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    } catch (SdkException e) {
      throw new CliException(
          "the stack "
              + stack
              + " cannot be looked up: "
              + AwsErrorText.of(e)
              + "; check the name, the region (AWS_REGION) and the credentials",
          e);
    }
  }

  /**
   * Finds the registry of a stack.
   *
   * @throws CliException if the call fails or an output is missing
   */
  static RegistryLocation registry(CloudFormationClient cloudFormation, String stack) {
    Map<String, String> outputs = read(cloudFormation, stack);
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
              + ": give their values with --registry-table and --secrets-key-id");
    }
    return new RegistryLocation(table, key);
  }

  /**
   * Finds the tables and the recount function of a stack.
   *
   * @throws CliException if the call fails or an output is missing
   */
  static ServiceConnection service(
      CloudFormationClient cloudFormation,
      String stack,
      DynamoDbClient dynamo,
      Supplier<LambdaClient> lambda) {
    Map<String, String> outputs = read(cloudFormation, stack);
    UnaryOperator<String> output = name -> required(outputs, stack, name);
    return new ServiceConnection(
        dynamo,
        new Tables(
            output.apply(TABLE),
            output.apply("ConversationsTableName"),
            output.apply("SessionsTableName"),
            output.apply("StatesTableName"),
            output.apply("CountersTableName"),
            output.apply("DueTableName"),
            output.apply("LimitsTableName"),
            output.apply("MessagesTableName"),
            output.apply("ErasuresTableName"),
            output.apply("ImportsTableName"),
            output.apply("DebugLogsTableName")),
        lambda,
        output.apply("RecountFunctionName"));
  }

  /**
   * Finds the address of a stack's API.
   *
   * @throws CliException if the call fails or the output is missing
   */
  static URI api(CloudFormationClient cloudFormation, String stack) {
    return URI.create(required(read(cloudFormation, stack), stack, "ApiUrl"));
  }

  private static String required(Map<String, String> outputs, String stack, String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new CliException(
          "the stack "
              + stack
              + " has no output "
              + name
              + ": check that --stack names a stack of this service");
    }
    return value;
  }

  /**
   * Reads the key material from Secrets Manager.
   *
   * @throws CliException if the call fails or the secret holds no text
   */
  static String keyMaterial(SecretsManagerClient secrets, String secretId) {
    try {
      String text = secrets.getSecretValue(g -> g.secretId(secretId)).secretString();
      if (text == null) {
        throw new CliException(
            "the secret " + secretId + " holds no text: name the stack's own secret");
      }
      return text;
    } catch (SdkException e) {
      throw new CliException(
          "the secrets' key cannot be read: "
              + AwsErrorText.of(e)
              + "; check --secrets-key-id, the region (AWS_REGION) and the credentials",
          e);
    }
  }
}
