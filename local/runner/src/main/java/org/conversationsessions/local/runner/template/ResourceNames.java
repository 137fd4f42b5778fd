package org.conversationsessions.local.runner.template;

import java.util.Locale;
import java.util.Map;

/**
 * What {@code Ref} and {@code Fn::GetAtt} of a resource give on one machine. Everything is named by
 * its logical id, bar an event bus, whose name its clients give.
 */
final class ResourceNames {
  private final Environment environment;

  ResourceNames(Environment environment) {
    this.environment = environment;
  }

  /**
   * The value of {@code Ref}.
   *
   * @param properties the resource's properties as they stand, resolved
   */
  String ref(String logicalId, String type, Properties properties) {
    return switch (type) {
      case "AWS::SQS::Queue" -> queueUrl(logicalId);
      case "AWS::Events::EventBus" -> properties.text("Name");
      case "AWS::SecretsManager::Secret", "AWS::SNS::Topic" -> arn(logicalId, type, properties);
      case "AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api" -> "local";
      default -> logicalId;
    };
  }

  /** The value of {@code Fn::GetAtt}. */
  String attribute(String logicalId, String type, String attribute, Properties properties) {
    return switch (attribute) {
      case "Arn" -> arn(logicalId, type, properties);
      case "StreamArn" -> arn(logicalId, type, properties) + "/stream/local";
      case "QueueUrl" -> queueUrl(logicalId);
      case "ApiEndpoint" -> environment.url().toString();
      case "Name", "QueueName", "FunctionName", "RoleName", "TopicName" ->
          type.equals("AWS::Events::EventBus") ? properties.text("Name") : logicalId;
      case "Id" -> logicalId;
      default ->
          throw new TemplateException(
              "Fn::GetAtt " + logicalId + "." + attribute + " has no value on one machine");
    };
  }

  private String arn(String logicalId, String type, Properties properties) {
    String resource =
        switch (type) {
          case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" -> "table/" + logicalId;
          case "AWS::Serverless::Function", "AWS::Lambda::Function" -> "function:" + logicalId;
          case "AWS::Events::EventBus" -> "event-bus/" + properties.text("Name");
          case "AWS::Events::Rule" -> "rule/" + logicalId;
          case "AWS::SecretsManager::Secret" -> "secret:" + logicalId;
          case "AWS::IAM::Role" -> "role/" + logicalId;
          case "AWS::Logs::LogGroup" -> "log-group:" + logicalId + ":*";
          default -> logicalId;
        };
    String kind = type.split("::", 3)[1].toLowerCase(Locale.ROOT);
    String service = Map.of("serverless", "lambda").getOrDefault(kind, kind);
    return String.join(
        ":", "arn:aws", service, environment.region(), environment.accountId(), resource);
  }

  private String queueUrl(String logicalId) {
    return environment.url() + "/" + environment.accountId() + "/" + logicalId;
  }
}
