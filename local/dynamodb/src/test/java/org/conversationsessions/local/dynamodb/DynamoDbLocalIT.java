package org.conversationsessions.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbLocalIT {
  @Test
  void answersRealClientsWhateverTheirCredentialsAndRegionAndForgetsWhenClosed() {
    try (DynamoDbLocal local = DynamoDbLocal.inMemory()) {
      try (DynamoDbClient client = client(local.endpoint(), "one", Region.EU_CENTRAL_1)) {
        createTable(client, "things");
      }
      try (DynamoDbClient client = client(local.endpoint(), "another", Region.US_EAST_1)) {
        assertThat(client.listTables().tableNames()).containsExactly("things");
      }
    }
    try (DynamoDbLocal local = DynamoDbLocal.inMemory();
        DynamoDbClient client = client(local.endpoint(), "one", Region.EU_CENTRAL_1)) {
      assertThat(client.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void keepsInItsFolderWhatWasWritten(@TempDir Path folder) {
    Path data = folder.resolve("to/be made");
    try (DynamoDbLocal local = DynamoDbLocal.in(data);
        DynamoDbClient client = client(local.endpoint(), "one", Region.EU_CENTRAL_1)) {
      createTable(client, "things");
    }
    try (DynamoDbLocal local = DynamoDbLocal.in(data);
        DynamoDbClient client = client(local.endpoint(), "one", Region.EU_CENTRAL_1)) {
      assertThat(client.listTables().tableNames()).containsExactly("things");
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws Exception {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
            .findAny();
    if (other.isEmpty()) {
      System.out.println("not checked: this machine has the loopback address only");
      return;
    }
    try (DynamoDbLocal local = DynamoDbLocal.inMemory()) {
      assertThat(local.endpoint().getHost()).isEqualTo("127.0.0.1");
      assertThatThrownBy(() -> new Socket(other.get(), local.endpoint().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void endsItsChildWhenClosedAndMayBeClosedTwice() {
    DynamoDbLocal local = DynamoDbLocal.inMemory();
    assertThat(engines()).isEqualTo(1);
    local.close();
    local.close();
    assertThat(engines()).isZero();
  }

  /**
   * The parent's end closes the child's standard input, so the child is started here as the parent
   * would.
   */
  @Test
  void theChildEndsByItselfWhenItsParentIsGone() throws Exception {
    try (DynamoDbLocal local = DynamoDbLocal.inMemory()) {
      ProcessHandle child =
          ProcessHandle.current()
              .children()
              .filter(ProcessHandle::isAlive)
              .findFirst()
              .orElseThrow();
      local.hangUp();
      child.onExit().get(10, TimeUnit.SECONDS);
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void saysWhyItDoesNotStart(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> DynamoDbLocal.in(file.resolve("below"))).hasMessageContaining("file");
    assertThat(engines()).isZero();
  }

  private static long engines() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  private static DynamoDbClient client(URI endpoint, String accessKey, Region region) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @SuppressWarnings("unchecked") // The SDK's varargs of consumers.
  private static void createTable(DynamoDbClient client, String name) {
    client.createTable(
        t ->
            t.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S)));
  }
}
