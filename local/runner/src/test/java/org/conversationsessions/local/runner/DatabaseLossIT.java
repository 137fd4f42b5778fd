package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Kills the database's process while the service runs. */
class DatabaseLossIT {
  @TempDir Path root;

  private StreamProject project;

  @BeforeEach
  void write() throws Exception {
    project = StreamProject.in(root);
  }

  @Test
  @Tag("difference:database")
  void aDatabaseWhoseDataIsKeptIsStartedAgainAndStreamsGoOn() throws Exception {
    try (LocalService service = LocalService.start(project.withData())) {
      URI endpoint = service.dynamoDbUrl();
      put(endpoint, "first");
      project.awaitChange("first");

      ProcessHandle killed = service.databaseProcess().orElseThrow();
      assertThat(killed.destroyForcibly()).isTrue();
      StreamProject.await(
          "another process",
          () -> service.databaseProcess().filter(each -> each.pid() != killed.pid()).isPresent());

      assertThat(service.dynamoDbUrl()).isEqualTo(endpoint);
      assertThat(service.databaseProcess().orElseThrow().isAlive()).isTrue();
      assertThat(service.ended()).isNotDone();
      put(endpoint, "second");
      project.awaitChange("second");
      try (DynamoDbClient client = new Database(endpoint, Optional.empty()).client()) {
        assertThat(client.scan(s -> s.tableName("Things")).count()).isEqualTo(2);
      }
    }
    assertThat(project.lines()).as("each change delivered once").hasSize(2);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aServiceWhoseDatabaseForgotEverythingEndsAndSaysWhy() throws Exception {
    try (LocalService service = LocalService.start(project.inMemory())) {
      assertThat(service.databaseProcess().orElseThrow().destroyForcibly()).isTrue();

      assertThat(service.ended().get(60, TimeUnit.SECONDS))
          .startsWith("the database ended (exit status ")
          .contains("in memory", "--data");
    }
  }

  private static void put(URI database, String key) {
    try (DynamoDbClient client = new Database(database, Optional.empty()).client()) {
      client.putItem(p -> p.tableName("Things").item(Map.of("id", AttributeValue.fromS(key))));
    }
  }
}
