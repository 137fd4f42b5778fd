package org.conversationsessions.local.cli.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Makes the registry's table as template.yaml declares it. */
final class TemplateRegistryTable {
  private TemplateRegistryTable() {}

  static void create(DynamoDbClient dynamo, String name) throws IOException {
    Path template = Path.of(System.getProperty("project.root")).resolve("template.yaml");
    Map<?, ?> root = map(new Yaml(new Tolerant()).load(Files.readString(template)));
    Map<?, ?> table = map(map(map(root.get("Resources")).get("RegistryTable")).get("Properties"));
    dynamo.createTable(
        create ->
            create
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    list(table.get("AttributeDefinitions")).stream()
                        .map(
                            a ->
                                AttributeDefinition.builder()
                                    .attributeName(text(a, "AttributeName"))
                                    .attributeType(text(a, "AttributeType"))
                                    .build())
                        .toList())
                .keySchema(keys(table))
                .globalSecondaryIndexes(
                    list(table.get("GlobalSecondaryIndexes")).stream()
                        .map(
                            i ->
                                GlobalSecondaryIndex.builder()
                                    .indexName(text(i, "IndexName"))
                                    .keySchema(keys(i))
                                    .projection(p -> p.projectionType(ProjectionType.ALL))
                                    .build())
                        .toList()));
  }

  private static List<KeySchemaElement> keys(Map<?, ?> declared) {
    return list(declared.get("KeySchema")).stream()
        .map(
            k ->
                KeySchemaElement.builder()
                    .attributeName(text(k, "AttributeName"))
                    .keyType(text(k, "KeyType"))
                    .build())
        .toList();
  }

  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(map.get(key));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static List<? extends Map<?, ?>> list(@Nullable Object value) {
    return ((List<?>) Objects.requireNonNull(value))
        .stream().<Map<?, ?>>map(TemplateRegistryTable::map).toList();
  }

  /**
   * Takes CloudFormation's short functions for their bare text: the table has none that matters
   * here.
   */
  private static final class Tolerant extends SafeConstructor {
    Tolerant() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return node instanceof ScalarNode scalar ? scalar.getValue() : Tag.NULL.toString();
            }
          });
    }
  }
}
