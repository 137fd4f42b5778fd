package org.conversationsessions.local.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.local.template.TableDefinition;
import org.conversationsessions.local.template.Template;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;

/**
 * Creates the tables that template.yaml declares, so that tests and deployment cannot drift apart.
 */
public final class TemplateTables {
  private static final Environment ENVIRONMENT =
      Environment.local(URI.create("http://127.0.0.1"), reference -> "unused");

  private final Map<String, Resource> tables;
  private final boolean streams;

  private TemplateTables(Map<String, Resource> tables, boolean streams) {
    this.tables = tables;
    this.streams = streams;
  }

  /** Returns the tables of the checkout's template; system property project.root is its folder. */
  public static TemplateTables ofProject() {
    return of(Path.of(System.getProperty("project.root", ""), "template.yaml"));
  }

  /** Returns the tables of a template, read with the defaults of its parameters. */
  public static TemplateTables of(Path template) {
    try {
      return new TemplateTables(
          Template.read(template, Map.of(), ENVIRONMENT).resources().stream()
              .filter(resource -> resource.type().equals(TableDefinition.TYPE))
              .collect(Collectors.toMap(Resource::logicalId, table -> table)),
          true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the same tables without streams, which cost time where nobody reads them. */
  public TemplateTables withoutStreams() {
    return new TemplateTables(tables, false);
  }

  /** Returns the attribute that holds the expiry of a table's items. */
  public Optional<String> timeToLive(String table) {
    return TableDefinition.timeToLive(table(table))
        .map(request -> request.timeToLiveSpecification().attributeName());
  }

  /**
   * Creates a table and waits until it is active. No item in it expires.
   *
   * @param table its logical id in the template
   * @param name the name to give it
   */
  public void create(DynamoDbClient dynamo, String table, String name) {
    CreateTableRequest.Builder request =
        TableDefinition.of(table(table)).toBuilder().tableName(name);
    if (!streams) {
      request.streamSpecification((StreamSpecification) null);
    }
    dynamo.createTable(request.build());
    dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(name));
  }

  private Resource table(String logicalId) {
    Resource table = tables.get(logicalId);
    if (table == null) {
      throw new IllegalArgumentException("the template has no table " + logicalId);
    }
    return table;
  }
}
