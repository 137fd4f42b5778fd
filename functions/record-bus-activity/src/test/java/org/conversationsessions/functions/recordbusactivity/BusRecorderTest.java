package org.conversationsessions.functions.recordbusactivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.UnreadableConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.Test;

/**
 * Whether a message of the bus is recorded, is delivered again, or goes to the dead-letter queue
 * (contract, section 6).
 */
class BusRecorderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final InMemoryConversations store = new InMemoryConversations();
  private final List<String> deadLettered = new ArrayList<>();

  @Test
  void recordedAndDeadLetteredMessagesAreNotDeliveredAgain() {
    Map<String, StoreException> failed =
        recorder(store)
            .record(
                List.of(
                    message("1", "2026-11-20T11:59:00Z", event("st-1", "")),
                    message("2", "2026-11-20T11:59:00Z", event("st-2", "")),
                    message("3", "2026-11-20T11:59:00Z", "{}"),
                    message("4", "2026-11-20T11:59:00Z", event("st-1", ",\"lang\":1")),
                    new QueuedActivity("5", "no JSON", 0)));

    assertThat(failed).isEmpty();
    assertThat(store.sessions()).hasSize(1);
    assertThat(deadLettered)
        .containsExactlyInAnyOrder(
            "2: 412 botId: is not a known bot",
            "3: 412 botId: is missing",
            "5: 412 body: must be a JSON object; it is not JSON: line 1, column 1: unexpected"
                + " character",
            "4: 412 lang: must be a string of 0 to 64 characters");
  }

  @Test
  void aDamagedIdentifierIsDeadLetteredWithItsFieldAndFreeTextIsRepaired() {
    String damaged = "\\ud83d";

    recorder(store)
        .record(
            List.of(
                message(
                    "1",
                    "2026-11-20T11:59:00Z",
                    event("st-1", ",\"userId\":\"mia" + damaged + "\"")),
                message("2", "2026-11-20T11:59:00Z", event("st-1", ",\"eventId\":\"e\uFFFD\"")),
                message(
                    "3", "2026-11-20T11:59:00Z", event("st-1", ",\"text\":\"" + damaged + "\""))));

    assertThat(deadLettered).hasSize(2);
    assertThat(deadLettered.get(0)).startsWith("1: 412 userId: holds a lone surrogate or U+FFFD");
    assertThat(deadLettered.get(1)).startsWith("2: 412 eventId: holds a lone surrogate or U+FFFD");
    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void aTooDeeplyNestedEventIsDeadLetteredWithThatReason() {
    recorder(store)
        .record(List.of(message("1", "2026-11-20T11:59:00Z", "[".repeat(100) + "]".repeat(100))));

    assertThat(deadLettered)
        .containsExactly(
            "1: 412 body: must be a JSON object; arrays and objects in it are nested more than 100"
                + " levels deep, line 1, column 140");
  }

  @Test
  void messagesThatTheStoreFailedOnAreDeliveredAgainWithTheReason() {
    FlakyConversations flaky = new FlakyConversations(store, 1, false);

    Map<String, StoreException> failed =
        recorder(flaky).record(List.of(message("1", "2026-11-20T11:59:00Z", event("st-1", ""))));

    assertThat(failed).containsOnlyKeys("1");
    assertThat(failed.get("1")).hasMessage("commit failed");
    assertThat(deadLettered).isEmpty();
  }

  @Test
  void anUnreadableConversationIsDeadLetteredAndTheOthersAreRecorded() {
    Conversations damaged = new UnreadableConversations(store, "bob");

    Map<String, StoreException> failed =
        recorder(damaged)
            .record(
                List.of(
                    message("1", "2026-11-20T11:59:00Z", event("st-1", ",\"userId\":\"bob\"")),
                    message("2", "2026-11-20T11:59:00Z", event("st-1", ""))));

    assertThat(failed).isEmpty();
    assertThat(deadLettered).containsExactly("1: 500 a stored conversation cannot be read");
    assertThat(store.sessions()).extracting(s -> s.conversation().userId()).containsExactly("ann");
  }

  @Test
  void onlyTheMessagesOfAnUnreadableBotAreDeadLettered() {
    BusRecorder recorder =
        recorder(
            store,
            new InMemoryRegistry() {
              @Override
              public Optional<Bot> bot(String botId) {
                if (botId.equals("st-3")) {
                  throw new UnreadableItemException("a stored bot cannot be read");
                }
                return super.bot(botId);
              }
            });

    assertThat(
            recorder.record(
                List.of(
                    message("1", "2026-11-20T11:59:00Z", event("st-3", "")),
                    message("2", "2026-11-20T11:59:00Z", event("st-1", "")))))
        .isEmpty();
    assertThat(deadLettered).containsExactly("1: 500 a stored bot cannot be read");
    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void messagesThatCannotBeDeadLetteredAreDeliveredAgain() {
    BusRecorder recorder =
        new BusRecorder(
            new InMemoryRegistry(),
            recording(store),
            (message, reason) -> {
              throw new StoreException("the queue is gone");
            },
            CLOCK);

    assertThat(recorder.record(List.of(message("1", "2026-11-20T11:59:00Z", "{}"))))
        .containsOnlyKeys("1");
  }

  @Test
  void theTimeOnTheBusIsTheArrivalUnlessItIsInTheFuture() {
    recorder(store)
        .record(List.of(message("1", "2026-11-20T11:00:00Z", event("st-1", ",\"userId\":\"a\""))));
    recorder(store)
        .record(List.of(message("2", "2099-01-01T00:00:00Z", event("st-1", ",\"userId\":\"b\""))));

    assertThat(store.sessions().stream().map(Session::startTime))
        .containsExactly(Instant.parse("2026-11-20T11:00:00Z"), NOW);
  }

  @Test
  void theFutureIsAfterNowAndNotAfterTheTimeOnTheBus() {
    recorder(store)
        .record(
            List.of(
                message("1", "2026-11-20T11:00:00Z", at("2026-11-20T11:59:59Z")),
                message("2", "2099-01-01T00:00:00Z", at("2099-01-01T00:00:00Z"))));

    assertThat(store.sessions()).hasSize(1);
    assertThat(deadLettered).hasSize(1);
    assertThat(deadLettered.getFirst()).startsWith("2: 400 ").contains("in the future");
  }

  private BusRecorder recorder(Conversations conversations) {
    return recorder(conversations, new InMemoryRegistry());
  }

  private BusRecorder recorder(Conversations conversations, InMemoryRegistry registry) {
    return new BusRecorder(
        registry.put(new Bot(new BotId("st-1"), "account", BotSettings.DEFAULT)),
        recording(conversations),
        (message, reason) ->
            deadLettered.add(
                message.messageId()
                    + ": "
                    + reason.code()
                    + " "
                    + reason.msg().replace("Validation errors/ Invalid arguments: ", "")),
        CLOCK);
  }

  private static Recorder recording(Conversations conversations) {
    return new Recorder(
        conversations,
        new InMemoryConversations(),
        TestTranscripts.NONE,
        TestIds.counting(),
        CLOCK,
        BackoffPolicy.immediate());
  }

  private static String at(String timestamp) {
    return event("st-1", ",\"timestamp\":\"" + timestamp + "\"");
  }

  private static String event(String bot, String more) {
    return "{\"botId\":\"%s\",\"eventId\":\"e\",\"type\":\"userMessage\",".formatted(bot)
        + "\"userId\":\"ann\",\"channel\":\"rtm\"%s}".formatted(more);
  }

  private static QueuedActivity message(String id, String time, String detail) {
    return new QueuedActivity(id, "{\"time\":\"" + time + "\",\"detail\":" + detail + "}", 0);
  }
}
