package org.conversationsessions.local.runner.database;

import java.util.Comparator;
import java.util.List;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.local.template.TableDefinition;
import org.conversationsessions.local.template.TemplateException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Creates the template's tables in a database. */
public final class TableCreator {
  private final DynamoDbClient client;

  /** Creates tables with a client. */
  public TableCreator(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * Creates missing tables, each named by its logical id, and waits until they are active. An
   * existing table without the template's stream gets the stream.
   *
   * @throws TemplateException if an existing table has other keys, indexes or stream images than
   *     the template's
   */
  public void create(List<Resource> resources) {
    resources.stream().filter(r -> r.type().equals(TableDefinition.TYPE)).forEach(this::create);
  }

  private void create(Resource resource) {
    CreateTableRequest definition = TableDefinition.of(resource);
    try {
      TableDescription found =
          client.describeTable(t -> t.tableName(definition.tableName())).table();
      check(definition, found);
      enableStream(definition, found);
    } catch (ResourceNotFoundException e) {
      client.createTable(definition);
      client.waiter().waitUntilTableExists(t -> t.tableName(definition.tableName()));
      TableDefinition.timeToLive(resource).ifPresent(client::updateTimeToLive);
    }
  }

  private static void check(CreateTableRequest definition, TableDescription found) {
    boolean same =
        definition.keySchema().equals(found.keySchema())
            && indexes(definition).equals(indexes(found));
    if (!same) {
      throw new TemplateException(
          "the database has a table "
              + definition.tableName()
              + " with other keys or indexes than the template's; use another database");
    }
  }

  private void enableStream(CreateTableRequest definition, TableDescription found) {
    StreamSpecification stream = definition.streamSpecification();
    if (stream == null) {
      return;
    }
    if (found.streamSpecification() == null || !found.streamSpecification().streamEnabled()) {
      client.updateTable(t -> t.tableName(definition.tableName()).streamSpecification(stream));
      client.waiter().waitUntilTableExists(t -> t.tableName(definition.tableName()));
    } else if (!stream.equals(found.streamSpecification())) {
      throw new TemplateException(
          "the database has a table "
              + definition.tableName()
              + " with other images in its stream than the template's; use another database");
    }
  }

  private record Index(String name, List<KeySchemaElement> keys) {}

  private static List<Index> indexes(CreateTableRequest definition) {
    return definition.globalSecondaryIndexes().stream()
        .map(i -> new Index(i.indexName(), i.keySchema()))
        .sorted(Comparator.comparing(Index::name))
        .toList();
  }

  private static List<Index> indexes(TableDescription found) {
    List<GlobalSecondaryIndexDescription> indexes = found.globalSecondaryIndexes();
    return indexes.stream()
        .map(i -> new Index(i.indexName(), i.keySchema()))
        .sorted(Comparator.comparing(Index::name))
        .toList();
  }
}
