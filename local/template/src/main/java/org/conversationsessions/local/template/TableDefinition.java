package org.conversationsessions.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** Turns an {@code AWS::DynamoDB::Table} into requests. */
public final class TableDefinition {
  /** The type of a table in a template. */
  public static final String TYPE = "AWS::DynamoDB::Table";

  /** What has no meaning on one machine: protection, cost and recovery. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "SSESpecification",
          "PointInTimeRecoverySpecification",
          "DeletionProtectionEnabled",
          "ContributorInsightsSpecification",
          "OnDemandThroughput",
          "WarmThroughput",
          "TableClass",
          "Tags");

  private static final Set<String> HONOURED =
      Set.of(
          "AttributeDefinitions",
          "KeySchema",
          "GlobalSecondaryIndexes",
          "BillingMode",
          "StreamSpecification",
          "TimeToLiveSpecification");

  private TableDefinition() {}

  /** The request that makes the table. */
  public static CreateTableRequest of(Resource table) {
    for (String property : table.properties().keySet()) {
      if (!HONOURED.contains(property) && !WITHOUT_EFFECT.contains(property)) {
        throw new TemplateException(table.logicalId() + ": " + property + " is not known here");
      }
    }
    if (!"PAY_PER_REQUEST".equals(table.properties().get("BillingMode"))) {
      throw new TemplateException(table.logicalId() + ": only tables on demand are known here");
    }
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table.logicalId())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                maps(table.properties(), "AttributeDefinitions").stream()
                    .map(TableDefinition::attribute)
                    .toList())
            .keySchema(keys(table.properties()));
    List<GlobalSecondaryIndex> indexes =
        maps(table.properties(), "GlobalSecondaryIndexes").stream()
            .map(TableDefinition::index)
            .toList();
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    String stream = text(map(table.properties(), "StreamSpecification"), "StreamViewType");
    if (!stream.isEmpty()) {
      request.streamSpecification(
          StreamSpecification.builder().streamEnabled(true).streamViewType(stream).build());
    }
    return request.build();
  }

  /** The request that lets items expire, if the table has such an attribute. */
  public static Optional<UpdateTimeToLiveRequest> timeToLive(Resource table) {
    Map<?, ?> expiry = map(table.properties(), "TimeToLiveSpecification");
    return text(expiry, "Enabled").equals("true")
        ? Optional.of(
            UpdateTimeToLiveRequest.builder()
                .tableName(table.logicalId())
                .timeToLiveSpecification(
                    t -> t.enabled(true).attributeName(text(expiry, "AttributeName")))
                .build())
        : Optional.empty();
  }

  private static AttributeDefinition attribute(Map<?, ?> attribute) {
    return AttributeDefinition.builder()
        .attributeName(text(attribute, "AttributeName"))
        .attributeType(text(attribute, "AttributeType"))
        .build();
  }

  private static List<KeySchemaElement> keys(Map<?, ?> owner) {
    return maps(owner, "KeySchema").stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(text(key, "AttributeName"))
                    .keyType(text(key, "KeyType"))
                    .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(Map<?, ?> index) {
    Map<?, ?> projection = map(index, "Projection");
    Projection.Builder projected =
        Projection.builder().projectionType(text(projection, "ProjectionType"));
    if (projection.get("NonKeyAttributes") instanceof List<?> attributes) {
      projected.nonKeyAttributes(attributes.stream().map(Object::toString).toList());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(text(index, "IndexName"))
        .keySchema(keys(index))
        .projection(projected.build())
        .build();
  }

  private static List<Map<?, ?>> maps(Map<?, ?> owner, String key) {
    if (!(owner.get(key) instanceof List<?> list)) {
      return List.of();
    }
    return list.stream().<Map<?, ?>>map(entry -> (Map<?, ?>) entry).toList();
  }

  private static Map<?, ?> map(Map<?, ?> owner, String key) {
    return owner.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> owner, String key) {
    Object value = owner.get(key);
    return value == null ? "" : value.toString();
  }
}
