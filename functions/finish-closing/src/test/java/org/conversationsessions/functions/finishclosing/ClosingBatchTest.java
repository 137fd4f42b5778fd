package org.conversationsessions.functions.finishclosing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.closing.ClosingFinisher;
import org.conversationsessions.application.closing.StateClearer;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.stream.ScriptedClosingBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClosingBatchTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

  private final RecordingBus bus = new RecordingBus();
  private final Control control = new Control();
  private final List<String> log = new ArrayList<>();
  private final ClosingBatch batch =
      new ClosingBatch(
          new ClosingFinisher(
              session -> true,
              (session, script) ->
                  new ScriptOutcome(
                      false,
                      Set.of(),
                      script.equals("dies")
                          ? Optional.of(ScriptOutcome.ScriptFailure.withoutLine("crashed", "died"))
                          : Optional.empty()),
              new StateClearer(
                  new InMemoryConversations(),
                  new InMemorySessionStates(),
                  BackoffPolicy.immediate()),
              bus,
              failed -> {}),
          control,
          new ClosingLog(log::add));

  /** Records the calls. */
  private static final class Control implements DeliveryControl {
    final Map<String, Duration> pauses = new LinkedHashMap<>();
    final Map<String, String> deadLetters = new LinkedHashMap<>();
    boolean answers = true;

    @Override
    public void deliverAgain(QueuedClosing message, Duration pause) {
      check();
      pauses.put(message.messageId(), pause);
    }

    @Override
    public void sendToDeadLetterQueue(QueuedClosing message, String reason) {
      check();
      deadLetters.put(message.messageId(), reason);
    }

    private void check() {
      if (!answers) {
        throw new StoreException("the queue does not answer");
      }
    }
  }

  @Test
  void aFinishedClosingIsTakenOutOfTheQueue() {
    assertThat(batch.finish(List.of(message("m1", "g1", 1, "fine")))).isEmpty();
    assertThat(bus.taken()).extracting(SessionEvent::type).containsExactly("SessionClosed");
    assertThat(control.pauses).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void afterAFailedClosingTheLaterOnesOfItsGroupAreDeliveredAgain() {
    assertThat(
            batch.finish(
                List.of(
                    message("m1", "g1", 1, "fine"),
                    message("m2", "g1", 2, "dies"),
                    message("m3", "g2", 1, "fine"),
                    message("m4", "g1", 2, "fine"))))
        .containsExactly("m2", "m4");

    assertThat(bus.taken())
        .extracting(event -> event.session().conversation().userId())
        .containsExactly("m1", "m3");
    assertThat(control.pauses)
        .containsExactly(
            Map.entry("m2", Duration.ofSeconds(20)), Map.entry("m4", Duration.ofSeconds(20)));
    assertThat(log)
        .singleElement()
        .asString()
        .contains("\"delivery\":2")
        .contains("crashed: died")
        .doesNotContain("m2");
  }

  @Test
  void unreadableMessagesGoToTheDeadLetterQueueWithTheReasonAndTheOthersAreFinished() {
    QueuedClosing nonsense = new QueuedClosing("m1", "r", "{\"secret\":1}", "g1", 1);

    assertThat(batch.finish(List.of(nonsense, message("m2", "g1", 1, "fine")))).isEmpty();

    assertThat(control.deadLetters).containsExactly(Map.entry("m1", "the message has no script"));
    assertThat(bus.taken()).hasSize(1);
    assertThat(log).singleElement().asString().contains("m1").doesNotContain("secret");
  }

  @Test
  void messagesThatCannotGoToTheDeadLetterQueueOrBePausedAreDeliveredAgain() {
    control.answers = false;
    QueuedClosing nonsense = new QueuedClosing("m1", "r", "{}", "g1", 1);

    assertThat(batch.finish(List.of(nonsense, message("m2", "g2", 1, "dies"))))
        .containsExactly("m1", "m2");
  }

  @Test
  void theHandlerReturnsTheMessagesToDeliverAgain() throws IOException {
    assertThat(invoke(queued("m1", "g1", 1, "fine"), queued("m2", "g2", 4, "dies")))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"}]}");
    assertThat(control.pauses).containsExactly(Map.entry("m2", Duration.ofSeconds(180)));
  }

  @Test
  void aBusThatTakesNothingNowLeavesTheClosingsInTheQueue() throws IOException {
    bus.judging(event -> new EventBus.Delivery.Failed("throttled"));

    assertThat(invoke(queued("m1", "g1", 1, "fine"), queued("m2", "g2", 1, "fine")))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m2\"}]}");

    assertThat(bus.deadLetters()).isEmpty();
    assertThat(log).hasSize(2).allMatch(line -> line.contains("a closing is delivered again"));
  }

  @Test
  void anInvocationWithAnInvalidEventFails() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FinishClosingHandler(batch).handleRequest(event("{}"), new FakeContext()))
        .withMessageContaining("event");
    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void theExampleIsAClosing() throws IOException {
    Path example = Path.of(System.getProperty("project.root"), "events/finish-closing.json");

    assertThat(batch.finish(QueuedClosing.read(event(Files.readString(example))))).isEmpty();

    assertThat(control.deadLetters).isEmpty();
    assertThat(bus.taken()).hasSize(1);
  }

  @Test
  void anEventThatIsNotFromAQueueIsRejected() {
    for (String event : List.of("[]", "{}", "{\"Records\":null}", "null")) {
      assertThatIllegalArgumentException().isThrownBy(() -> QueuedClosing.read(event(event)));
    }
  }

  private String invoke(String... messages) {
    SQSBatchResponse response =
        new FinishClosingHandler(batch)
            .handleRequest(
                event("{\"Records\":[" + String.join(",", messages) + "]}"), new FakeContext());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    JacksonFactory.getInstance().getSerializer(SQSBatchResponse.class).toJson(response, answer);
    return answer.toString(UTF_8);
  }

  private static String queued(String id, String group, int delivery, String script) {
    return new JsonWriter()
        .beginObject()
        .name("messageId")
        .string(id)
        .name("receiptHandle")
        .string("receipt-" + id)
        .name("body")
        .string(ScriptedClosingBody.write(closing(id, script)))
        .name("attributes")
        .beginObject()
        .name("ApproximateReceiveCount")
        .string(Integer.toString(delivery))
        .name("MessageGroupId")
        .string(group)
        .endObject()
        .endObject()
        .finish()
        .utf8Text()
        .orElseThrow();
  }

  @Test
  void aMessageWithoutItsMembersGoesToTheDeadLetterQueue() {
    QueuedClosing message = QueuedClosing.read(event("{\"Records\":[{}]}")).getFirst();

    assertThat(message).isEqualTo(new QueuedClosing("", "", "", "", 1));
    assertThat(batch.finish(List.of(message))).isEmpty();
    assertThat(control.deadLetters).containsOnlyKeys("");
  }

  /** Reads an event as Lambda does. */
  private static @Nullable SQSEvent event(String json) {
    return LambdaEventSerializers.serializerFor(
            SQSEvent.class, ClosingBatchTest.class.getClassLoader())
        .fromJson(json);
  }

  private static QueuedClosing message(String id, String group, int delivery, String script) {
    return new QueuedClosing(
        id, "receipt-" + id, ScriptedClosingBody.write(closing(id, script)), group, delivery);
  }

  private static ScriptedClosing closing(String user, String script) {
    Session live =
        Session.starting(
            SessionId.of(TEN, user.hashCode()),
            new ConversationKey(new BotId("st-1"), user, "rtm"));
    return new ScriptedClosing(
        live.closed(
            new Closing(CloseReason.API, TEN.plusSeconds(60), "en", 1, 1),
            ContainmentType.SELF_SERVICE),
        script);
  }
}
