package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.workbench.TemplateTables;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The fixture of the tests of {@code bin/admin}: an empty registry table for each test, in one
 * DynamoDB Local for all classes, which ends with the JVM.
 */
abstract class AdminCommandTests {
  static final String KEY = "k".repeat(44);

  private static final String TABLE = "RegistryTable";
  private static final DynamoDbLocal LOCAL = DynamoDbLocal.inMemory();
  private static final DynamoDbClient DYNAMO =
      DynamoDbClient.builder()
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .endpointOverride(LOCAL.endpoint())
          .region(Region.EU_WEST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
          .build();

  @TempDir Path root;
  CommandHarness harness;
  DynamoRegistry registry;

  @BeforeEach
  void emptyRegistry() throws Exception {
    if (DYNAMO.listTables().tableNames().contains(TABLE)) {
      removeTable();
    }
    TemplateTables.ofProject().create(DYNAMO, TABLE, TABLE);
    registry = new DynamoRegistry(DYNAMO, Tables.ofRegistry(TABLE), new SecretCipher(KEY));
    harness =
        new CommandHarness(root)
            .withCredentials("http://127.0.0.1:8080", LOCAL.endpoint().toString());
    harness.write(".local/secrets-key", KEY + "\n");
  }

  static void removeTable() {
    DYNAMO.deleteTable(delete -> delete.tableName(TABLE));
  }

  String ok(String... args) {
    assertThat(harness.run(AdminCommand::commandLine, args)).as(harness.err()).isZero();
    return harness.out();
  }

  String failed(String... args) {
    assertThat(harness.run(AdminCommand::commandLine, args)).isEqualTo(1);
    assertThat(harness.out()).isEmpty();
    assertThat(harness.err()).startsWith("error: ").doesNotContain("\n");
    return harness.err();
  }

  List<SigningKey> keys(String app) {
    return registry.app(app).orElseThrow().keys();
  }

  static SigningKey secretOf(String json) throws Exception {
    return new SigningKey.Secret(json(json).path("secret").asText());
  }

  static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
