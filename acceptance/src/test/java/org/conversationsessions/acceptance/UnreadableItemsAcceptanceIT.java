package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Items that nobody can read are put into the tables of the running service by hand. Every consumer
 * sends them to its dead-letter queue with the reason, and nobody waits for them.
 */
@Timeout(180)
class UnreadableItemsAcceptanceIT {
  private static final int PEOPLE = 32;

  /** "Within seconds", on a machine that does other things too. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  private static final SqsClient QUEUES =
      SqsClient.builder()
          .endpointOverride(RunningService.get().url())
          .region(Region.US_EAST_1)
          .credentialsProvider(ANYBODY)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  private final Tables tables = Tables.of(RunningService.get());
  private final TestBot bot = TestBot.create();

  @Test
  void anItemThatIsNoSessionIsSentToTheDeadLetterQueueByBothReadersOfTheStreamAndNobodyWaits() {
    tables.put(
        Tables.SESSIONS,
        Map.of(
            "owner",
            bot.id() + "#poison",
            "sessionId",
            "no session",
            "botDay",
            bot.id() + "#2024-03-05",
            "note",
            "put here by hand"));
    // A second one, with an identifier in the range of a page of the history.
    tables.put(
        Tables.SESSIONS,
        Map.of(
            "owner", bot.id() + "#poison-2",
            "sessionId", "65e6ed200000000000000001",
            "botDay", bot.id() + "#2024-03-05"));
    long start = System.nanoTime();
    for (int person = 0; person < PEOPLE; person++) {
      bot.recordOne(Event.userMessage("u-" + person, "rtm", Scene.START.plusSeconds(10L * person)));
      assertThat(bot.close(Map.of("userId", "u-" + person)).status()).isEqualTo(200);
    }

    List<JsonNode> events = BusEvents.await(bot.id(), 2 * PEOPLE);
    Map<String, String> window = Map.of("dateFrom", "2024-03-02", "dateTo", "2024-03-08");
    bot.awaitTotal(PEOPLE, window);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    System.out.printf("all told and counted after %d ms%n", took.toMillis());
    assertThat(took).isLessThan(SOON);
    assertThat(events)
        .filteredOn(event -> event.path("detail-type").asText().equals("SessionClosed"))
        .hasSize(PEOPLE);
    for (String queue : List.of("UndeliveredEventsQueue", "UncountedChangesQueue")) {
      letter(queue, bot.id() + "#poison-2");
      Message letter = letter(queue, bot.id() + "#poison\"");
      assertThat(attribute(letter, "errorMessage")).contains("a stored");
      assertThat(attribute(letter, "streamArn")).contains("SessionsTable");
      assertThat(attribute(letter, "sequenceNumber")).matches("[0-9]+");
      assertThat(attribute(letter, "keys")).contains("poison").contains("no session");
      assertThat(letter.body()).contains("put here by hand");
    }
    JsonNode recount =
        new Client(RunningService.get())
            .recount(bot, LocalDate.parse("2024-03-05"), LocalDate.parse("2024-03-05"));
    assertThat(recount.path("undecided").asInt()).isZero();
    assertThat(recount.path("drift").asInt()).isZero();
    assertThat(recount.path("sessions").asInt()).isEqualTo(PEOPLE);
    // The history leaves it out, as the totals do.
    JsonNode page = bot.history(window).json();
    assertThat(page.path("total").asInt()).isEqualTo(PEOPLE);
    assertThat(page.path("sessions")).hasSize(PEOPLE);
  }

  @Test
  void aConversationThatCannotBeReadFailsOnlyItsOwnMessagesOfTheBus() {
    tables.put(
        Tables.CONVERSATIONS,
        Map.of("owner", bot.id() + "#u-1", "channel", "rtm", "v", "no number"));
    Event damaged = Scene.user(Duration.ZERO);
    Event sound = Scene.user(Duration.ZERO).with("userId", "u-2");

    publish(damaged, sound);

    JsonNode sessions = Polling.until(this::sessions, all -> !all.isEmpty());
    assertThat(sessions.findValuesAsText("userId")).containsExactly("u-2");
    Message letter = letter("ActivityDeadLetterQueue", damaged.eventId());
    assertThat(attribute(letter, "errorCode")).isEqualTo("500");
    assertThat(attribute(letter, "errorMessage")).isNotBlank();
  }

  @Test
  void aBotThatCannotBeReadFailsOnlyItsOwnMessagesOfTheBus() {
    TestBot damaged = TestBot.create();
    Map<String, String> key = Map.of("id", damaged.id().value());
    tables.put(
        Tables.REGISTRY,
        Map.of("id", damaged.id().value(), "kind", "bot", "owner", "x#" + damaged.id()));
    try {
      Event lost = Scene.user(Duration.ZERO).with("botId", damaged.id().value());
      publish(lost, Scene.user(Duration.ZERO));

      assertThat(attribute(letter("ActivityDeadLetterQueue", lost.eventId()), "errorMessage"))
          .contains("account");
      Polling.until(this::sessions, all -> !all.isEmpty());
    } finally {
      tables.delete(Tables.REGISTRY, key);
    }
  }

  @Test
  void theSweepLeavesOutWhatItCannotReadAndClosesTheOthers() {
    TestBot damaged = TestBot.create();
    String session = bot.recordOne(Event.userMessage("u-1", "rtm", Scene.START));
    bot.recordOne(Event.userMessage("u-2", "rtm", Scene.START));
    tables.put(
        Tables.CONVERSATIONS,
        Map.of("owner", bot.id() + "#u-2", "channel", "rtm", "v", "no number"));
    List<Map<String, String>> entries = new ArrayList<>();
    for (int shard = 0; shard < 8; shard++) {
      // More than the sweep reads at a time, and before all others.
      for (int i = 0; i < 120; i++) {
        entries.add(Map.of("shard", bot.id() + "#" + shard, "entry", "%013d#%d".formatted(1, i)));
      }
    }
    entries.forEach(entry -> tables.put(Tables.DUE, entry));
    tables.put(
        Tables.REGISTRY,
        Map.of("id", damaged.id().value(), "kind", "bot", "owner", "x#" + damaged.id()));
    try {
      JsonNode report = bot.sweep(Instant.parse("2024-03-05T12:00:00Z"));

      assertThat(report.path("failed").asInt()).isZero();
      assertThat(report.path("finished").asBoolean()).isTrue();
      // The entries of the shards that there are, a conversation and a bot.
      assertThat(report.path("unreadable").asInt()).isGreaterThanOrEqualTo(122);
      assertThat(bot.isActive(session)).isFalse();
    } finally {
      entries.forEach(entry -> tables.delete(Tables.DUE, entry));
      tables.delete(Tables.REGISTRY, Map.of("id", damaged.id().value()));
      tables.delete(Tables.CONVERSATIONS, Map.of("owner", bot.id() + "#u-2", "channel", "rtm"));
    }
  }

  private JsonNode sessions() {
    return bot.history(Map.of("dateFrom", "2024-03-02", "dateTo", "2024-03-08"))
        .json()
        .path("sessions");
  }

  private void publish(Event... events) {
    try (EventBridgeClient bus =
        EventBridgeClient.builder()
            .endpointOverride(RunningService.get().url())
            .region(Region.US_EAST_1)
            .credentialsProvider(ANYBODY)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      for (Event event : events) {
        Map<String, Object> detail = new LinkedHashMap<>(event.fields());
        detail.putIfAbsent("botId", bot.id().value());
        bus.putEvents(
            put ->
                put.entries(
                    entry ->
                        entry
                            .eventBusName("conversation-sessions")
                            .source("bot.runtime")
                            .detailType("ConversationActivity")
                            .detail(Client.text(detail))));
      }
    }
  }

  /** Waits for a message; the test's time limit ends it. Others stay for whom they are. */
  private static Message letter(String name, String content) {
    String queue = QUEUES.getQueueUrl(get -> get.queueName(name)).queueUrl();
    while (true) {
      for (Message letter :
          QUEUES
              .receiveMessage(
                  receive ->
                      receive
                          .queueUrl(queue)
                          .visibilityTimeout(1)
                          .waitTimeSeconds(5)
                          .maxNumberOfMessages(10)
                          .messageAttributeNames("All"))
              .messages()) {
        if (letter.body().contains(content)) {
          QUEUES.deleteMessage(
              delete -> delete.queueUrl(queue).receiptHandle(letter.receiptHandle()));
          return letter;
        }
      }
    }
  }

  private static String attribute(Message letter, String name) {
    return Objects.requireNonNull(letter.messageAttributes().get(name), name).stringValue();
  }
}
