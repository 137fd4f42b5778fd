package org.conversationsessions.local.runner.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.local.template.Template;
import org.conversationsessions.local.template.TemplateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class TableCreatorIT {
  private DynamoDbLocal database;
  private DynamoDbClient client;
  private TableCreator tables;

  @BeforeEach
  void start() {
    database = DynamoDbLocal.inMemory();
    client =
        DynamoDbClient.builder()
            .endpointOverride(database.endpoint())
            .region(Region.of("local"))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    tables = new TableCreator(client);
  }

  @AfterEach
  void stop() {
    client.close();
    database.close();
  }

  @Test
  void makesTheProjectsTablesAsTheTemplateSays() throws Exception {
    Path file = Path.of(System.getProperty("project.root"), "template.yaml");
    Template template =
        Template.read(
            file, Map.of(), Environment.local(URI.create("http://127.0.0.1:1"), reference -> "x"));

    tables.create(template.resources());
    tables.create(template.resources());

    assertThat(client.listTables().tableNames())
        .containsExactlyInAnyOrder(
            "RegistryTable",
            "ConversationsTable",
            "SessionsTable",
            "StatesTable",
            "CountersTable",
            "DueTable",
            "LimitsTable",
            "MessagesTable",
            "ErasuresTable",
            "ImportsTable",
            "DebugLogsTable");
    TableDescription sessions = client.describeTable(t -> t.tableName("SessionsTable")).table();
    assertThat(sessions.globalSecondaryIndexes())
        .extracting(GlobalSecondaryIndexDescription::indexName)
        .contains("byDate", "byContainment");
    assertThat(sessions.streamSpecification().streamViewType())
        .isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
    assertThat(timeToLive("SessionsTable")).isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(timeToLive("RegistryTable")).isEqualTo(TimeToLiveStatus.DISABLED);
    assertThat(sessions.globalSecondaryIndexes())
        .extracting(index -> index.projection().projectionType())
        .containsOnly(ProjectionType.ALL);
    TableDescription conversations =
        client.describeTable(t -> t.tableName("ConversationsTable")).table();
    assertThat(conversations.globalSecondaryIndexes()).isEmpty();
  }

  @Test
  void refusesATableThatIsThereWithAnotherShape() {
    tables.create(List.of(table(Map.of())));
    Map<String, Object> otherKey = Map.of("KeySchema", keys("other"));

    assertThatThrownBy(() -> tables.create(List.of(table(otherKey))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("has a table Things with other keys or indexes");
  }

  @Test
  void refusesWhatItCannotHonour() {
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("BillingMode", "PROVISIONED"), Map.of("ImportSourceSpecification", Map.of()))) {
      assertThatThrownBy(() -> tables.create(List.of(table(change))))
          .isInstanceOf(TemplateException.class)
          .hasMessageStartingWith("Things: ");
    }
  }

  private TimeToLiveStatus timeToLive(String table) {
    return client
        .describeTimeToLive(t -> t.tableName(table))
        .timeToLiveDescription()
        .timeToLiveStatus();
  }

  private static Resource table(Map<String, Object> changes) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "BillingMode",
                "PAY_PER_REQUEST",
                "AttributeDefinitions",
                List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema",
                keys("id")));
    properties.putAll(changes);
    return new Resource("Things", "AWS::DynamoDB::Table", properties);
  }

  private static List<Map<String, String>> keys(String attribute) {
    return List.of(Map.of("AttributeName", attribute, "KeyType", "HASH"));
  }
}
