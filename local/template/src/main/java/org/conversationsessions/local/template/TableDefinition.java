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

/** Builds the requests that create an {@code AWS::DynamoDB::Table}. Capacity must be on demand. */
public final class TableDefinition {
  /** The type of a table in a template. */
  public static final String TYPE = "AWS::DynamoDB::Table";

  /** Properties without effect on one machine: protection, cost and recovery. */
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

  /**
   * Returns the request that creates the table, named by its logical id.
   *
   * @throws TemplateException if the table uses a property that is not supported here
   */
  public static CreateTableRequest of(Resource table) {
    for (String property : table.properties().keySet()) {
      if (!HONOURED.contains(property) && !WITHOUT_EFFECT.contains(property)) {
        throw new TemplateException(table.logicalId() + ": " + property + " is not supported here");
      }
    }
    if (!"PAY_PER_REQUEST".equals(table.properties().get("BillingMode"))) {
      throw new TemplateException(table.logicalId() + ": only on-demand tables are supported here");
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

  /** Returns the request that enables expiry, if the table has an expiry attribute. */
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
