package org.conversationsessions.store;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/**
 * Creates the tables that template.yaml declares, so that tests and deployment cannot drift apart.
 */
final class TemplateTables {
  private static final Map<String, Map<String, Object>> RESOURCES = resources();

  private TemplateTables() {}

  /** Creates the tables under names that nobody else uses. */
  static Tables createIn(DynamoDbClient dynamo) {
    String prefix = "test-" + UUID.randomUUID() + "-";
    Tables tables =
        new Tables(
            prefix + "registry",
            prefix + "conversations",
            prefix + "sessions",
            prefix + "states",
            prefix + "counters",
            prefix + "due",
            prefix + "limits");
    create(dynamo, "RegistryTable", tables.registry());
    create(dynamo, "ConversationsTable", tables.conversations());
    create(dynamo, "SessionsTable", tables.sessions());
    create(dynamo, "StatesTable", tables.states());
    create(dynamo, "CountersTable", tables.counters());
    create(dynamo, "DueTable", tables.due());
    create(dynamo, "LimitsTable", tables.limits());
    return tables;
  }

  private static void create(DynamoDbClient dynamo, String resource, String name) {
    Map<String, Object> properties = map(map(RESOURCES.get(resource)).get("Properties"));
    CreateTableRequest.Builder table =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(text(properties, "BillingMode"))
            .keySchema(keys(properties))
            .attributeDefinitions(
                list(properties, "AttributeDefinitions").stream()
                    .map(
                        a ->
                            AttributeDefinition.builder()
                                .attributeName(text(a, "AttributeName"))
                                .attributeType(text(a, "AttributeType"))
                                .build())
                    .toList());
    if (properties.containsKey("GlobalSecondaryIndexes")) {
      table.globalSecondaryIndexes(
          list(properties, "GlobalSecondaryIndexes").stream().map(TemplateTables::index).toList());
    }
    if (properties.containsKey("StreamSpecification")) {
      table.streamSpecification(
          StreamSpecification.builder()
              .streamEnabled(true)
              .streamViewType(text(map(properties.get("StreamSpecification")), "StreamViewType"))
              .build());
    }
    dynamo.createTable(table.build());
    dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(name));
    if (properties.containsKey("TimeToLiveSpecification")) {
      String attribute = text(map(properties.get("TimeToLiveSpecification")), "AttributeName");
      if (!attribute.equals(Expiry.ATTRIBUTE)) {
        throw new IllegalStateException("the template's TTL looks at " + attribute);
      }
    }
  }

  private static GlobalSecondaryIndex index(Map<String, Object> index) {
    Map<String, Object> projection = map(index.get("Projection"));
    return GlobalSecondaryIndex.builder()
        .indexName(text(index, "IndexName"))
        .keySchema(keys(index))
        .projection(Projection.builder().projectionType(text(projection, "ProjectionType")).build())
        .build();
  }

  private static List<KeySchemaElement> keys(Map<String, Object> of) {
    return list(of, "KeySchema").stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(text(key, "AttributeName"))
                    .keyType(text(key, "KeyType"))
                    .build())
        .toList();
  }

  private static Map<String, Map<String, Object>> resources() {
    Path template = Path.of(System.getProperty("project.root"), "template.yaml");
    try (Reader text = Files.newBufferedReader(template)) {
      Map<String, Object> root = new Yaml(new IgnoringFunctions()).load(text);
      @SuppressWarnings("unchecked")
      Map<String, Map<String, Object>> resources =
          (Map<String, Map<String, Object>>) root.get("Resources");
      if (resources == null) {
        throw new IllegalStateException("no resources in " + template);
      }
      return resources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw new IllegalStateException("no map in the template: " + value);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> of, String name) {
    if (of.get(name) instanceof List<?> list) {
      return (List<Map<String, Object>>) list;
    }
    throw new IllegalStateException("no list in the template: " + name);
  }

  private static String text(Map<String, Object> of, String name) {
    if (of.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalStateException("no text in the template: " + name);
  }

  /** Reads {@code !Ref} and the like as their names: no table's shape depends on one. */
  private static final class IgnoringFunctions extends SafeConstructor {
    IgnoringFunctions() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return node.getTag().getValue();
            }
          });
    }
  }
}
