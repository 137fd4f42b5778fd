package org.conversationsessions.local.template;

import java.util.Locale;
import java.util.Map;

/**
 * The values of {@code Ref} and {@code Fn::GetAtt} of resources on one machine. A resource is named
 * by its logical id, except event buses, whose name clients use, and FIFO queues.
 */
final class ResourceNames {
  private static final String QUEUE = "AWS::SQS::Queue";

  private final Environment environment;

  ResourceNames(Environment environment) {
    this.environment = environment;
  }

  /**
   * Returns the value of {@code Ref}.
   *
   * @param properties the resource's properties, resolved as far as its name needs
   */
  String ref(String logicalId, String type, Properties properties) {
    return switch (type) {
      case QUEUE -> queueUrl(queueName(logicalId, properties));
      case "AWS::Events::EventBus" -> properties.text("Name");
      case "AWS::SecretsManager::Secret", "AWS::SNS::Topic" -> arn(logicalId, type, properties);
      case "AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api" -> "local";
      default -> logicalId;
    };
  }

  /** Returns the value of {@code Fn::GetAtt}. */
  String attribute(String logicalId, String type, String attribute, Properties properties) {
    return switch (attribute) {
      case "Arn" -> arn(logicalId, type, properties);
      case "StreamArn" -> arn(logicalId, type, properties) + "/stream/local";
      case "QueueUrl" -> queueUrl(queueName(logicalId, properties));
      case "QueueName" -> queueName(logicalId, properties);
      case "ApiEndpoint" -> environment.url().toString();
      case "Name", "FunctionName", "RoleName", "TopicName" ->
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
          case QUEUE -> queueName(logicalId, properties);
          default -> logicalId;
        };
    String kind = type.split("::", 3)[1].toLowerCase(Locale.ROOT);
    String service = Map.of("serverless", "lambda").getOrDefault(kind, kind);
    return String.join(
        ":", "arn:aws", service, environment.region(), environment.accountId(), resource);
  }

  /** Returns a queue's name; a FIFO queue's ends with {@code .fifo}. */
  private static String queueName(String logicalId, Properties properties) {
    return properties.text("FifoQueue", "false").equals("true") ? logicalId + ".fifo" : logicalId;
  }

  private String queueUrl(String name) {
    return environment.url() + "/" + environment.accountId() + "/" + name;
  }
}
