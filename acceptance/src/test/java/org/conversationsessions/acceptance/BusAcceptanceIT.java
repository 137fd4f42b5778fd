package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Activity from the event bus, by an AWS client (contract, sections 6 and 12). */
@Timeout(60)
class BusAcceptanceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StaticCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  private static final EventBridgeClient BUS =
      EventBridgeClient.builder()
          .endpointOverride(RunningService.get().url())
          .region(Region.US_EAST_1)
          .credentialsProvider(ANYBODY)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();
  private static final SqsClient QUEUES =
      SqsClient.builder()
          .endpointOverride(RunningService.get().url())
          .region(Region.US_EAST_1)
          .credentialsProvider(ANYBODY)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  private final Scene scene = Scene.create();

  @Test
  void anEventOnTheBusIsRecorded() {
    put(detail(Scene.user(Duration.ZERO).with("tags", Scene.userTag("plan", "gold"))));
    JsonNode session = await(1).get(0);
    assertThat(session.path("userId").asText()).isEqualTo("u-1");
    assertThat(session.path("start_time").asText()).isEqualTo("2024-03-05T10:00:00.000Z");
    assertThat(session.at("/tags/userTags/0/value").asText()).isEqualTo("gold");
  }

  @Test
  void withoutATimestampTheTimeOnTheBusCounts() {
    Instant time = Instant.parse("2024-03-06T01:02:03Z");
    PutEventsRequestEntry entry =
        entry(
            "bot.runtime",
            "ConversationActivity",
            detail(Scene.user(Duration.ZERO).without("timestamp")));
    put(entry.toBuilder().time(time).build());
    assertThat(await(1).at("/0/start_time").asText()).isEqualTo("2024-03-06T01:02:03.000Z");
  }

  @Test
  void aConversationsEventsKeepTheirOrder() {
    List<String> languages = new ArrayList<>();
    for (int batch = 0; batch < 4; batch++) {
      List<PutEventsRequestEntry> entries = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String language = "l" + (10 * batch + i);
        languages.add(language);
        // All at one instant: only the order sent tells which language was used first.
        entries.add(
            entry(
                "bot.runtime",
                "ConversationActivity",
                detail(Scene.user(Duration.ZERO).with("lang", language))));
      }
      put(entries.toArray(PutEventsRequestEntry[]::new));
    }
    await(1);
    JsonNode session =
        Polling.until(scene::only, only -> only.path("noOfMessagesExchanged").asInt() == 40);
    assertThat(session.path("session_lang")).hasToString(Client.text(languages));
  }

  @Test
  void anEventThatComesTwiceCountsOnce() {
    Event event = Scene.user(Duration.ZERO);
    put(detail(event), detail(event));
    put(detail(event), detail(Scene.user(Duration.ofMinutes(20))));
    assertThat(await(2).at("/1/noOfMessagesExchanged").asInt()).isEqualTo(1);
  }

  @Test
  void fiftyEventsThatComeAgainAfterAnotherCountAgainOnlyAsFarAsTheyWereForgotten() {
    List<Event> fifty = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fifty.add(Scene.user(Duration.ofSeconds(i)));
    }
    putInTens(fifty);
    put(detail(Scene.user(Duration.ofSeconds(50))));
    putInTens(fifty);
    put(detail(Scene.user(Duration.ofMinutes(20))));
    // The queue's batches are the requests. Where one holds both the other event and the first of
    // the fifty, that one was still remembered when the request began.
    assertThat(await(2).at("/1/noOfMessagesExchanged").asInt()).isBetween(51, 52);
  }

  @Test
  void whatStartsNoSessionEndsInTheDeadLetterQueueWhereNoneIsLive() {
    Event failed = Scene.event("taskFailed", Duration.ZERO);
    Event discard = Scene.event("discard", Duration.ZERO);
    put(detail(discard), detail(failed), detail(Scene.user(Duration.ofMinutes(1))));
    assertThat(reason(deadLetter(failed.eventId()))).isEqualTo("400 no session is live");
    assertThat(await(1).at("/0/start_time").asText()).isEqualTo("2024-03-05T10:01:00.000Z");
  }

  @Test
  void aBadEventEndsInTheDeadLetterQueueWithTheReasonAndTheGoodOnesAreRecorded() {
    Event bad = Scene.user(Duration.ZERO).with("type", "shout");
    put(detail(Scene.user(Duration.ZERO)), detail(bad), detail(Scene.bot(Duration.ofMinutes(20))));
    Message letter = deadLetter(bad.eventId());
    assertThat(reason(letter))
        .startsWith("412 Validation errors/ Invalid arguments: type: must be one of");
    assertThat(read(letter.body()).at("/detail/type").asText()).isEqualTo("shout");
    await(2);
  }

  @Test
  void aDamagedIdentifierEndsInTheDeadLetterQueueWithItsField() {
    Event event = Scene.user(Duration.ZERO).with("userId", "ren\uFFFD");
    Event escaped = Scene.user(Duration.ZERO).with("channel", "rtm#");
    put(detail(event), detail(escaped).replace("rtm#", "rtm\\ud83d"));
    assertThat(reason(deadLetter(event.eventId())))
        .startsWith("412 Validation errors/ Invalid arguments: userId: holds a lone surrogate");
    assertThat(reason(deadLetter(escaped.eventId())))
        .startsWith("412 Validation errors/ Invalid arguments: channel: holds a lone surrogate");
  }

  @Test
  void anUnknownBotEndsInTheDeadLetterQueueWithTheReason() {
    Event event = Scene.user(Duration.ZERO);
    put(detail(event.with("botId", "st-" + UUID.randomUUID())));
    assertThat(reason(deadLetter(event.eventId())))
        .isEqualTo("412 Validation errors/ Invalid arguments: botId: is not a known bot");
  }

  @Test
  void anEventWithoutABotEndsInTheDeadLetterQueueWithTheReason() {
    Event event = Scene.user(Duration.ZERO);
    put(Client.text(event));
    assertThat(reason(deadLetter(event.eventId())))
        .isEqualTo("412 Validation errors/ Invalid arguments: botId: is missing");
  }

  @Test
  void anEventOfTheFutureEndsInTheDeadLetterQueueWithTheReason() {
    Event event = Event.userMessage("u-1", "rtm", Instant.now().plusSeconds(3600));
    put(detail(event));
    assertThat(reason(deadLetter(event.eventId())))
        .startsWith("400 timestamp: ")
        .contains("more than 5 minutes in the future");
  }

  @Test
  void theFutureIsMeasuredFromNowWhateverTimeTheBusTells() {
    Event ahead = Event.userMessage("u-1", "rtm", Instant.parse("2099-01-01T00:03:00Z"));
    Event behind = Event.userMessage("u-2", "rtm", Instant.now().minusSeconds(10));
    put(
        entry("bot.runtime", "ConversationActivity", detail(ahead)).toBuilder()
            .time(Instant.parse("2099-01-01T00:00:00Z"))
            .build(),
        entry("bot.runtime", "ConversationActivity", detail(behind)).toBuilder()
            .time(Instant.parse("2020-01-01T00:00:00Z"))
            .build());
    assertThat(reason(deadLetter(ahead.eventId())))
        .startsWith("400 timestamp: ")
        .contains("more than 5 minutes in the future");
    JsonNode sessions =
        Polling.until(
            () -> scene.bot().history(Map.of()).json().path("sessions"), all -> !all.isEmpty());
    assertThat(sessions.findValuesAsText("userId")).containsExactly("u-2");
  }

  @Test
  void anEventThatFitsNowhereInThePastEndsInTheDeadLetterQueueWithTheReason() {
    scene.record(Scene.user(Duration.ZERO), Scene.user(Duration.ofMinutes(60)));
    Event event = Scene.user(Duration.ofMinutes(30));
    put(detail(event));
    assertThat(reason(deadLetter(event.eventId()))).startsWith("400 timestamp: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.source ConversationActivity", "bot.runtime OtherType"})
  void onlyConversationActivityOfTheBotRuntimeIsTaken(String kind) {
    put(
        entry(kind.split(" ")[0], kind.split(" ")[1], detail(Scene.user(Duration.ZERO))),
        entry(
            "bot.runtime",
            "ConversationActivity",
            detail(Scene.user(Duration.ZERO).with("userId", "u-2"))));
    assertThat(await(1).at("/0/userId").asText()).isEqualTo("u-2");
  }

  @Test
  void everyEventIsAppendedToTheLogAsEventBridgeDeliversIt() throws IOException {
    Event event = Scene.user(Duration.ZERO);
    PutEventsResponse answer =
        put(
            entry("bot.runtime", "ConversationActivity", detail(event)).toBuilder()
                .time(Instant.parse("2024-03-06T01:02:03Z"))
                .resources("arn:aws:test:::thing")
                .build());
    List<String> lines =
        Files.readAllLines(RunningService.home().resolve("events.jsonl")).stream()
            .filter(line -> line.contains(event.eventId()))
            .toList();
    assertThat(lines).hasSize(1);
    JsonNode delivered = read(lines.getFirst());
    assertThat(delivered.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "version",
            "id",
            "detail-type",
            "source",
            "account",
            "time",
            "region",
            "resources",
            "detail");
    assertThat(delivered.path("version").asText()).isEqualTo("0");
    assertThat(delivered.path("id").asText()).isEqualTo(answer.entries().getFirst().eventId());
    assertThat(delivered.path("source").asText()).isEqualTo("bot.runtime");
    assertThat(delivered.path("detail-type").asText()).isEqualTo("ConversationActivity");
    assertThat(delivered.path("account").asText()).matches("[0-9]{12}");
    assertThat(delivered.path("time").asText()).isEqualTo("2024-03-06T01:02:03Z");
    assertThat(delivered.path("resources")).hasToString("[\"arn:aws:test:::thing\"]");
    assertThat(delivered.path("detail")).isEqualTo(read(detail(event)));
    await(1);
  }

  @Test
  void anEventThatNamesNoBusOrAnotherOneIsNotOurs() throws IOException {
    List<Event> lost = new ArrayList<>();
    for (String bus : new String[] {null, "default", "EventBus", "another"}) {
      Event event = Scene.user(Duration.ZERO).with("userId", "u-lost");
      lost.add(event);
      PutEventsResponse answer =
          put(
              entry("bot.runtime", "ConversationActivity", detail(event)).toBuilder()
                  .eventBusName(bus)
                  .build());
      assertThat(answer.entries().getFirst().eventId()).isNotEmpty();
    }
    // Sent after them: once it is recorded, they would have been.
    put(detail(Scene.user(Duration.ZERO).with("userId", "u-kept")));
    assertThat(await(1).at("/0/userId").asText()).isEqualTo("u-kept");
    assertThat(Files.readString(RunningService.home().resolve("events.jsonl")))
        .doesNotContain(lost.stream().map(Event::eventId).toList());
  }

  private String detail(Event event) {
    Map<String, Object> detail = new LinkedHashMap<>(event.fields());
    detail.putIfAbsent("botId", scene.bot().id().value());
    return Client.text(detail);
  }

  /** An event bus takes ten entries at once. */
  private void putInTens(List<Event> events) {
    for (int i = 0; i < events.size(); i += 10) {
      put(events.subList(i, i + 10).stream().map(this::detail).toArray(String[]::new));
    }
  }

  private static void put(String... details) {
    List<PutEventsRequestEntry> entries = new ArrayList<>();
    for (String detail : details) {
      entries.add(entry("bot.runtime", "ConversationActivity", detail));
    }
    put(entries.toArray(PutEventsRequestEntry[]::new));
  }

  private static PutEventsResponse put(PutEventsRequestEntry... entries) {
    PutEventsResponse answer = BUS.putEvents(request -> request.entries(entries));
    assertThat(answer.failedEntryCount()).isZero();
    return answer;
  }

  private static PutEventsRequestEntry entry(String source, String type, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName("conversation-sessions")
        .source(source)
        .detailType(type)
        .detail(detail)
        .build();
  }

  /** Asks again until that many sessions are there. */
  private JsonNode await(int sessions) {
    JsonNode all = Polling.until(scene::all, some -> some.size() >= sessions);
    assertThat(all).hasSize(sessions);
    return all;
  }

  /** Waits for the dead letter of an event; the test's time limit ends it. */
  private static Message deadLetter(String eventId) {
    String queue = QUEUES.getQueueUrl(get -> get.queueName("ActivityDeadLetterQueue")).queueUrl();
    while (true) {
      List<Message> letters =
          QUEUES
              .receiveMessage(
                  receive ->
                      receive
                          .queueUrl(queue)
                          .waitTimeSeconds(20)
                          .maxNumberOfMessages(10)
                          .messageAttributeNames("All"))
              .messages();
      for (Message letter : letters) {
        QUEUES.deleteMessage(
            delete -> delete.queueUrl(queue).receiptHandle(letter.receiptHandle()));
        if (letter.body().contains(eventId)) {
          return letter;
        }
      }
    }
  }

  private static String reason(Message letter) {
    return attribute(letter, "errorCode") + " " + attribute(letter, "errorMessage");
  }

  private static String attribute(Message letter, String name) {
    return Objects.requireNonNull(letter.messageAttributes().get(name), name).stringValue();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
