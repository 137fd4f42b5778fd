package org.conversationsessions.local.runner.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.fixtures.TestDatabase;
import org.conversationsessions.local.runner.stream.TableStream;
import org.conversationsessions.local.runner.stream.TableStreamPortTests;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.local.template.TemplateException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Against DynamoDB Local. */
class DatabaseStreamsIT extends TableStreamPortTests {
  private static TestDatabase database;
  private static DynamoDbClient client;

  private DatabaseStreams streams;
  private TableStream stream;

  @BeforeAll
  static void start() {
    database = TestDatabase.of(DynamoDbLocal.inMemory());
    client = database.client();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void make() {
    new TableCreator(client).create(List.of(table(stream("NEW_AND_OLD_IMAGES"))));
    streams = new DatabaseStreams(client, database.streams(), "local");
    stream = streams.of("Things");
  }

  @AfterEach
  void delete() {
    database.delete("Things");
  }

  @Override
  protected TableStream stream() {
    return stream;
  }

  @Override
  protected void change(String key, String value) {
    client.putItem(
        p ->
            p.tableName("Things")
                .item(
                    Map.of("id", AttributeValue.fromS(key), "value", AttributeValue.fromS(value))));
  }

  @Override
  protected void end() {
    client.updateTable(t -> t.tableName("Things").streamSpecification(s -> s.streamEnabled(false)));
  }

  @Test
  void readsFromTheOldestRecordWhereWhatFollowsAnotherIsGone() {
    change("a", "1");
    String shard = stream().shards().getFirst().id();

    assertThat(stream().read(shard, Optional.of("000000000000000000000")).next().records())
        .hasSize(1);
  }

  @Test
  void aShardThatIsGoneHasEnded() {
    TableStream.Reader reader =
        stream().read("shardId-00000000000000000000-ffffffff", Optional.empty());

    assertThat(reader.next()).isEqualTo(new TableStream.Page(List.of(), true));
    assertThat(reader.next()).isEqualTo(new TableStream.Page(List.of(), true));
  }

  @Test
  void theTimeOfARecordIsRightToTheMinute() {
    Instant before = Instant.now();
    change("a", "1");

    Instant created =
        stream()
            .read(stream().shards().getFirst().id(), Optional.empty())
            .next()
            .records()
            .getFirst()
            .created();

    assertThat(created)
        .isBetween(before.minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void tellsAFunctionTheArnOfTheStreamThatTheDatabaseHas() {
    String inTemplate = "arn:aws:dynamodb:local:000000000000:table/Things/stream/local";
    FunctionResource function =
        new FunctionResource(
            "F",
            "Handler",
            Path.of("f.zip"),
            Map.of("STREAM", inTemplate, "BOTH", inTemplate + " of Things", "TABLE", "Things"),
            Duration.ofSeconds(3),
            128,
            List.of());

    assertThat(streams.withStreamArns(function).environment())
        .containsEntry("STREAM", stream().arn())
        .containsEntry("BOTH", stream().arn() + " of Things")
        .containsEntry("TABLE", "Things");
    assertThat(stream().arn()).contains(":table/Things/stream/20");
  }

  @Test
  void refusesTablesWithoutAStream() {
    assertThatThrownBy(() -> streams.of("Nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the database has no table Nothing");
    delete();
    new TableCreator(client).create(List.of(table(Map.of())));
    assertThatThrownBy(() -> streams.of("Things"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the table Things has no stream");
  }

  @Test
  void aTableThatIsThereGetsTheStreamOfTheTemplateButNoOtherOne() {
    delete();
    TableCreator tables = new TableCreator(client);
    tables.create(List.of(table(Map.of())));

    tables.create(List.of(table(stream("KEYS_ONLY"))));
    String arn = streams.of("Things").arn();
    tables.create(List.of(table(stream("KEYS_ONLY"))));

    TableDescription found = client.describeTable(t -> t.tableName("Things")).table();
    assertThat(found.streamSpecification().streamViewTypeAsString()).isEqualTo("KEYS_ONLY");
    assertThat(streams.of("Things").arn()).isEqualTo(arn);
    assertThatThrownBy(() -> tables.create(List.of(table(stream("NEW_IMAGE")))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("has a table Things with other images in its stream");
  }

  private static Map<String, Object> stream(String images) {
    return Map.of("StreamSpecification", Map.of("StreamViewType", images));
  }

  private static Resource table(Map<String, Object> more) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "BillingMode",
                "PAY_PER_REQUEST",
                "AttributeDefinitions",
                List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema",
                List.of(Map.of("AttributeName", "id", "KeyType", "HASH"))));
    properties.putAll(more);
    return new Resource("Things", "AWS::DynamoDB::Table", properties);
  }
}
