package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a deployment decides: expiry of tokens, bounds, an hourly limit; and what its failures look
 * like.
 */
@TestMethodOrder(OrderAnnotation.class)
class DeploymentSettingsIT {
  private static final int PER_HOUR = 20;

  private static final Path HOME = RunningService.newHome();

  private static LocalService service;
  private static TestBot bot;

  @BeforeAll
  static void start() {
    service =
        RunningService.start(
            HOME,
            Map.of(
                "RequireExpiry", "true",
                "RateLimitPerHour", Integer.toString(PER_HOUR),
                "InactivityMinMinutes", "1",
                "InactivityMaxMinutes", "30"));
    bot = TestBot.create(service);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String token(TestBot of) {
    return of.builder().token(Map.of("exp", Instant.now().getEpochSecond() + 600));
  }

  private static Answer history(TestBot of, String token) {
    return of.client().call("POST", of.path("getSessions"), token, "");
  }

  @Test
  void aDeploymentMayAskForAnExpiryOfEveryToken() {
    assertThat(history(bot, bot.builder().token()).brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
    assertThat(history(bot, bot.builder().token(Map.of("nbf", 0))).brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
    assertThat(history(bot, token(bot)).status()).isEqualTo(200);
  }

  @Test
  void aDeploymentMayHaveOtherBoundsOfInactivityWhichTheRefusalNames() {
    String path = bot.path("manageSessions");
    for (int minutes : new int[] {1, 30}) {
      assertThat(
              bot.client()
                  .call("PUT", path, token(bot), "{\"inactivityDuration\":" + minutes + "}")
                  .status())
          .isEqualTo(200);
    }
    for (int minutes : new int[] {0, 31}) {
      Answer answer =
          bot.client().call("PUT", path, token(bot), "{\"inactivityDuration\":" + minutes + "}");
      assertThat(answer.brief()).startsWith("412 ").contains("inactivityDuration", "from 1 to 30");
    }
  }

  @Test
  void aDeploymentMayLimitTheCallsOfAnHour() {
    TestBot limited = bot.sibling();
    for (int call = 0; call < PER_HOUR; call++) {
      assertThat(history(limited, token(limited)).status()).isEqualTo(200);
    }
    Answer refused = history(limited, token(limited));
    assertThat(refused.brief())
        .isEqualTo(
            Expected.error(
                429,
                "You've exceeded the hourly rate limit. Please wait for sometime before retrying.",
                429));
    assertThat(Integer.parseInt(refused.header("retry-after").orElseThrow())).isBetween(3500, 3600);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aStoreThatFailsIsAnswered500WithTheRequestIdAndNoInternalDetails() {
    TestBot other = bot.sibling();
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(service.dynamoDbUrl())
            .region(Region.of("local"))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
      String table =
          dynamo.listTables().tableNames().stream()
              .filter(name -> name.contains("SessionsTable"))
              .findFirst()
              .orElseThrow();
      dynamo.deleteTable(delete -> delete.tableName(table));
      String event =
          Client.text(
              Map.of("events", java.util.List.of(Event.userMessage("ann", "rtm", Instant.now()))));
      Answer read = history(other, token(other));
      assertThat(read.status()).isEqualTo(500);
      assertThat(read.json().path("errors").get(0).path("code").asInt()).isEqualTo(500);
      assertThat(read.message()).isEqualTo("Internal Server Error");
      String requestId = read.json().path("errors").get(0).path("requestId").asText();
      assertThat(requestId).isNotEmpty();
      assertThat(read.header("x-request-id")).contains(requestId);
      assertThat(read.text()).doesNotContain(table, "Exception", "dynamo", "org.");
      // A failure to write is never answered with success.
      Answer written = other.client().call("POST", other.path("activity"), token(other), event);
      assertThat(written.text()).doesNotContain("sessionId").contains("\"code\":500");
      String told = written.json().at("/results/0/error/requestId").asText();
      assertThat(written.header("apigw-requestid")).contains(told);
      assertThat(HOME.resolve("logs").resolve("RecordActivityFunction.log"))
          .content()
          .contains(told)
          .contains("StoreRefusedException");
      assertThat(written.text()).doesNotContain(table, "Exception", "dynamo", "org.");
    }
  }
}
