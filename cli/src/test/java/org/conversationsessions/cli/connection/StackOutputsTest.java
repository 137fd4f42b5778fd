package org.conversationsessions.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.cli.CliException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Runs the real SDK clients against a fake of the AWS APIs. */
class StackOutputsTest {
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String asked = "";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void findsTableAndKeyInTheOutputs() {
    answer = stack("ApiUrl", "https://x", "RegistryTableName", "t-1", "SecretsKeyArn", "arn:k");

    try (CloudFormationClient client = cloudFormation()) {
      assertThat(StackOutputs.registry(client, "mine"))
          .isEqualTo(new StackOutputs.RegistryLocation("t-1", "arn:k"));
    }
    assertThat(asked).contains("StackName=mine");
  }

  @Test
  void findsTheAddressOfTheApi() {
    answer = stack("ApiUrl", "https://x.example");
    try (CloudFormationClient client = cloudFormation()) {
      assertThat(StackOutputs.api(client, "mine")).isEqualTo(URI.create("https://x.example"));
    }
    answer = stack("RegistryTableName", "t-1");
    try (CloudFormationClient client = cloudFormation()) {
      assertThatThrownBy(() -> StackOutputs.api(client, "mine"))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("has no output ApiUrl");
    }
  }

  @Test
  void namesTheMissingOutputs() {
    answer = stack("RegistryTableName", "t-1");

    try (CloudFormationClient client = cloudFormation()) {
      assertThatThrownBy(() -> StackOutputs.registry(client, "mine"))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("SecretsKeyArn")
          .hasMessageContaining("--registry-table");
    }
  }

  @Test
  void reportsTheMessageOfAwsForAMissingStack() {
    status = 400;
    answer =
        "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>StackOutputs"
            + " with id mine does not exist</Message></Error></ErrorResponse>";

    try (CloudFormationClient client = cloudFormation()) {
      assertThatThrownBy(() -> StackOutputs.registry(client, "mine"))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("does not exist")
          .hasMessageContaining("AWS_REGION");
    }
  }

  @Test
  void readsTheKeyMaterial() {
    answer = "{\"SecretString\":\"material\"}";

    try (SecretsManagerClient client = secrets()) {
      assertThat(StackOutputs.keyMaterial(client, "arn:k")).isEqualTo("material");
    }
    assertThat(asked).contains("arn:k");
  }

  @Test
  void refusesASecretWithoutText() {
    answer = "{\"SecretBinary\":\"AAAA\"}";

    try (SecretsManagerClient client = secrets()) {
      assertThatThrownBy(() -> StackOutputs.keyMaterial(client, "arn:k"))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("holds no text");
    }
  }

  @Test
  void reportsThatTheKeyIsRefused() {
    status = 400;
    answer = "{\"__type\":\"AccessDeniedException\",\"Message\":\"not you\"}";

    try (SecretsManagerClient client = secrets()) {
      assertThatThrownBy(() -> StackOutputs.keyMaterial(client, "arn:k"))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("not you")
          .hasMessageContaining("--secrets-key-id");
    }
  }

  private static String stack(String... outputs) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < outputs.length; i += 2) {
      members.append(
          "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
              .formatted(outputs[i], outputs[i + 1]));
    }
    return "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>mine</StackName><Outputs>"
        + members
        + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>";
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private CloudFormationClient cloudFormation() {
    return CloudFormationClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  private SecretsManagerClient secrets() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
  }
}
