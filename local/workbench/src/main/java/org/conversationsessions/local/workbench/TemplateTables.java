package org.conversationsessions.local.workbench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class TemplateTables {
  private final Map<String, Map<String, Object>> resources;
  private final boolean streams;

  private TemplateTables(Map<String, Map<String, Object>> resources, boolean streams) {
    this.resources = resources;
    this.streams = streams;
  }

  /** The tables of the checkout's template, which the system property project.root leads to. */
  public static TemplateTables ofProject() {
    return of(Path.of(System.getProperty("project.root", ""), "template.yaml"));
  }

  /** The tables of a template. */
  public static TemplateTables of(Path template) {
    return new TemplateTables(resources(template), true);
  }

  /** The same without their streams, which cost time where nobody reads them. */
  public TemplateTables withoutStreams() {
    return new TemplateTables(resources, false);
  }

  /** The attribute that a table's items expire by. */
  public Optional<String> timeToLive(String table) {
    Map<String, Object> properties = properties(table);
    return properties.containsKey("TimeToLiveSpecification")
        ? Optional.of(text(map(properties.get("TimeToLiveSpecification")), "AttributeName"))
        : Optional.empty();
  }

  /**
   * Creates a table and waits until it can be used. Nothing expires in it.
   *
   * @param table what the template calls it
   * @param name the name to give it
   */
  public void create(DynamoDbClient dynamo, String table, String name) {
    Map<String, Object> properties = properties(table);
    CreateTableRequest.Builder create =
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
      create.globalSecondaryIndexes(
          list(properties, "GlobalSecondaryIndexes").stream().map(TemplateTables::index).toList());
    }
    if (streams && properties.containsKey("StreamSpecification")) {
      create.streamSpecification(
          StreamSpecification.builder()
              .streamEnabled(true)
              .streamViewType(text(map(properties.get("StreamSpecification")), "StreamViewType"))
              .build());
    }
    dynamo.createTable(create.build());
    dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(name));
  }

  private Map<String, Object> properties(String table) {
    return map(map(resources.get(table)).get("Properties"));
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

  private static Map<String, Map<String, Object>> resources(Path template) {
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
    private static LoaderOptions options() {
      LoaderOptions options = new LoaderOptions();
      // The library's bound, 50, is against hostile input; the template is the project's own file.
      options.setMaxAliasesForCollections(1_000);
      return options;
    }

    IgnoringFunctions() {
      super(options());
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
