package org.conversationsessions.functions.recordbusactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and answers as text: AWS's own serialisation stands between, as on Lambda. */
class RecordBusActivityEventTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final String BOT = "st-00000000-0000-4000-8000-000000000001";
  private static final String BROKEN_BOT = "st-00000000-0000-4000-8000-000000000002";
  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final InMemoryConversations store = new InMemoryConversations();
  private final List<QueuedActivity> deadLettered = new ArrayList<>();

  @Test
  void theExampleIsRecorded() throws IOException {
    Path example = Path.of(System.getProperty("project.root"), "events/record-bus-activity.json");

    assertThat(answer(Files.readString(example))).isEqualTo(NONE);

    assertThat(store.sessions())
        .extracting(session -> session.conversation().userId())
        .containsExactly("bus-user@example.org");
    assertThat(deadLettered).isEmpty();
  }

  @Test
  void theAnswerNamesTheFailedMessagesOnly() {
    assertThat(
            answer(batch(message("1", event(BOT, "ann")), message("2", event(BROKEN_BOT, "bob")))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");

    assertThat(store.sessions()).hasSize(1);
    assertThat(deadLettered).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "5",
        "{\"detail\":",
        "{\"detail\":{\"botId\":1e999}}",
        "{\"detail\":{\"botId\":\"\\ud83d\"}}",
        "{\"detail\":{\"\\ud83d\":1}}",
        "\u0000\u001f\uFFFE\uFFFF"
      })
  void aHostileBodyGoesToTheDeadLetterQueueAloneAndUnchanged(String body) {
    assertThat(
            answer(
                batch(
                    message("1", event(BOT, "ann")),
                    message("2", body),
                    message("3", event(BOT, "bob")))))
        .isEqualTo(NONE);

    assertThat(store.sessions()).hasSize(2);
    assertThat(deadLettered).extracting(QueuedActivity::body).containsExactly(body);
  }

  @Test
  void aBodyThatIsTooDeepOrLongGoesToTheDeadLetterQueueAlone() {
    for (String body : List.of("[".repeat(100_000), "x".repeat(1 << 20))) {
      deadLettered.clear();

      assertThat(answer(batch(message("1", body), message("2", event(BOT, "ann")))))
          .isEqualTo(NONE);

      assertThat(deadLettered).extracting(QueuedActivity::body).containsExactly(body);
    }
    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void aMessageThatSqsWouldNotSendGoesToTheDeadLetterQueueAlone() {
    assertThat(
            answer(
                batch(
                    "{\"messageId\":\"1\"}",
                    "{}",
                    "{\"body\":\"\\ud83d\"}",
                    message("2", event(BOT, "ann")))))
        .isEqualTo(NONE);

    assertThat(deadLettered)
        .extracting(QueuedActivity::body)
        .containsExactly("{messageId: 1,}", "{}", "\ud83d");
    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void attributesThatASenderChoosesDoNotMatter() {
    String attributes =
        """
        {"a":{"dataType":"Binary.gif","binaryValue":"AP8=","stringListValues":[],"binaryListValues":[]},
         "b":{"dataType":"Number.custom","stringValue":"1e999"},
         "c":{"dataType":"String","stringValue":"\\ud83d","later":{"a":1}}}\
        """;

    String message =
        "{\"messageAttributes\":" + attributes + "," + message("1", event(BOT, "ann")).substring(1);

    assertThat(answer(batch(message))).isEqualTo(NONE);

    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void messagesAreRecordedInTheOrderOfSending() {
    List<QueuedActivity> messages =
        QueuedActivity.read(
            event(
                batch(
                    "{\"messageId\":\"1\",\"attributes\":{\"SentTimestamp\":\"20\"}}",
                    "{\"messageId\":\"2\",\"attributes\":{\"SentTimestamp\":\"9\"}}",
                    "{\"messageId\":\"3\",\"attributes\":{\"SentTimestamp\":\"soon\"}}")));

    assertThat(messages).extracting(QueuedActivity::messageId).containsExactly("3", "2", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{}", "{\"Records\":null}"})
  void anEventThatIsNotFromAQueueFailsTheInvocation(String event) {
    assertThatIllegalArgumentException().isThrownBy(() -> answer(event));
  }

  /** Only the structure around the bodies, which SQS and Lambda write, could fail a batch. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "{\"body\":{}}", "{\"attributes\":5}"})
  void awsSerialisationFailsABatchWithARecordThatIsNoMessage(String record) {
    String event = batch(message("1", event(BOT, "ann")), record);
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> event(event));
  }

  private String answer(String json) {
    SQSBatchResponse response =
        new RecordBusActivityHandler(recorder()).handleRequest(event(json), context());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    JacksonFactory.getInstance().getSerializer(SQSBatchResponse.class).toJson(response, answer);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static SQSEvent event(String json) {
    return LambdaEventSerializers.serializerFor(
            SQSEvent.class, RecordBusActivityEventTest.class.getClassLoader())
        .fromJson(json);
  }

  private BusRecorder recorder() {
    InMemoryRegistry registry =
        new InMemoryRegistry() {
          @Override
          public Optional<Bot> bot(String botId) {
            if (botId.equals(BROKEN_BOT)) {
              throw new StoreException("the registry does not answer");
            }
            return super.bot(botId);
          }
        };
    return new BusRecorder(
        registry.put(new Bot(new BotId(BOT), "account", BotSettings.DEFAULT)),
        new Recorder(
            store,
            new InMemoryConversations(),
            TestTranscripts.NONE,
            TestIds.counting(),
            CLOCK,
            BackoffPolicy.immediate()),
        (message, reason) -> deadLettered.add(message),
        CLOCK);
  }

  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            RecordBusActivityEventTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getRemainingTimeInMillis")) {
                return 30_000;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static String event(String bot, String user) {
    return """
        {"time":"2026-11-20T11:59:00Z","detail":{"botId":"%s","eventId":"e","type":"userMessage",
         "userId":"%s","channel":"rtm"}}\
        """
        .formatted(bot, user);
  }

  private static String message(String id, String body) {
    return "{\"messageId\":\"%s\",\"body\":%s}"
        .formatted(id, JsonWriter.text(new JsonString(body)));
  }

  private static String batch(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }
}
