package org.conversationsessions.store;

import java.util.UUID;
import org.conversationsessions.local.workbench.TemplateTables;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.message.TranscriptPartItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The template's tables under unique names. */
public final class TestTables {
  private static final TemplateTables TEMPLATE = TemplateTables.ofProject();

  private TestTables() {}

  /** Creates all tables. */
  public static Tables createIn(DynamoDbClient dynamo) {
    String prefix = "test-" + UUID.randomUUID() + "-";
    return new Tables(
        create(dynamo, "RegistryTable", prefix + "registry"),
        create(dynamo, "ConversationsTable", prefix + "conversations"),
        create(dynamo, "SessionsTable", prefix + "sessions"),
        create(dynamo, "StatesTable", prefix + "states"),
        create(dynamo, "CountersTable", prefix + "counters"),
        create(dynamo, "DueTable", prefix + "due"),
        create(dynamo, "LimitsTable", prefix + "limits"),
        create(dynamo, "MessagesTable", prefix + "messages"),
        create(dynamo, "ErasuresTable", prefix + "erasures"),
        create(dynamo, "ImportsTable", prefix + "imports"),
        create(dynamo, "DebugLogsTable", prefix + "debug-logs"));
  }

  private static String create(DynamoDbClient dynamo, String table, String name) {
    TEMPLATE.create(dynamo, table, name);
    String expiry =
        table.equals("MessagesTable") ? TranscriptPartItem.EXPIRES_AT : Expiry.ATTRIBUTE;
    TEMPLATE
        .timeToLive(table)
        .filter(attribute -> !attribute.equals(expiry))
        .ifPresent(
            attribute -> {
              throw new IllegalStateException("the template's TTL looks at " + attribute);
            });
    return name;
  }
}
