package org.conversationsessions.functions.publishsessionevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.closing.InMemoryClosingQueue;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.publishing.SessionEventPublisher;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.junit.jupiter.api.Test;

/** Publishing what the sessions table's stream reports (contract, section 8). */
class PublishSessionEventsHandlerTest {
  private static final BotId BOT = new BotId("st-1");
  private static final String NONE = "{\"batchItemFailures\":[]}";
  private static final int ATTEMPTS = 3;

  private final RecordingBus bus = new RecordingBus();
  private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
  private final InMemorySettings settings = new InMemorySettings().register(BOT);
  private final List<String> deadLetters = new ArrayList<>();
  private boolean deadLettersAreTaken = true;

  @Test
  void publishesStartsAndClosingsInTheOrderOfTheStream() throws IOException {
    assertThat(handle(start("7", "ada"), close("8", "ada", 0), start("9", "bob"))).isEqualTo(NONE);

    assertThat(published("ada")).containsExactly("SessionStarted", "SessionClosed");
    assertThat(published("bob")).containsExactly("SessionStarted");
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void aClosingWithAScriptGoesToTheQueue() throws IOException {
    long version = script("koreUtil.ClearAllAuthProfiles()");

    assertThat(handle(close("7", "ada", version))).isEqualTo(NONE);

    assertThat(queue.sent())
        .extracting(ScriptedClosing::script)
        .containsExactly("koreUtil.ClearAllAuthProfiles()");
  }

  @Test
  void aBusThatTakesNothingNowFailsTheBatchFromTheFirstUnpublishedChange() throws IOException {
    bus.judging(
        event ->
            ((SessionEvent) event).session().conversation().userId().equals("bob")
                ? new Delivery.Failed("throttled")
                : new Delivery.Accepted());

    assertThat(handle(start("7", "ada"), start("8", "bob"), start("9", "cleo")))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    // Conversations are independent: the one after the failure is published, and again next time.
    assertThat(published("ada")).hasSize(1);
    assertThat(published("cleo")).hasSize(1);
    assertThat(bus.deadLetters()).isEmpty();
  }

  @Test
  void anEventThatTheBusRefusesForGoodFailsNoBatch() throws IOException {
    bus.judging(event -> new Delivery.Refused("too large"));

    assertThat(handle(start("7", "ada"))).isEqualTo(NONE);

    assertThat(bus.deadLetters()).hasSize(1);
  }

  @Test
  void aQueueThatDoesNotAnswerFailsTheBatch() throws IOException {
    long version = script("script");
    queue.unreachable();

    assertThat(handle(start("7", "bob"), close("8", "ada", version)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"8\"}]}");
    assertThat(published("bob")).hasSize(1);
  }

  @Test
  void unreadableRecordsGoToTheDeadLetterQueueAndTheOthersArePublished() throws IOException {
    assertThat(
            handle(
                start("7", "ada"),
                start("8", "bob").replace("\"interactive\"", "\"sometimes\""),
                close("9", "cleo", 77),
                start("10", "dan")))
        .isEqualTo(NONE);

    assertThat(deadLetters)
        .containsExactly(
            "8: a stored session has an unknown sessionType", "9: no settings of version 77");
    assertThat(published("ada")).hasSize(1);
    assertThat(published("dan")).hasSize(1);
  }

  @Test
  void aRecordThatCannotGoToTheDeadLetterQueueNowIsDeliveredAgain() throws IOException {
    deadLettersAreTaken = false;

    assertThat(handle(start("7", "ada"), "{}", start("9", "bob")))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}");
  }

  @Test
  void anEventThatIsNoBatchGoesToTheDeadLetterQueue() throws IOException {
    assertThat(new FakeContext().invoke(handler(), "no JSON")).isEqualTo(NONE);

    assertThat(deadLetters)
        .singleElement()
        .asString()
        .isEqualTo(": a record has no SequenceNumber");
    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void theExampleIsPublished() throws IOException {
    Path example =
        Path.of(System.getProperty("project.root"), "events/publish-session-events.json");

    assertThat(new FakeContext().invoke(handler(), Files.readString(example))).isEqualTo(NONE);

    assertThat(bus.taken()).isNotEmpty();
    assertThat(deadLetters).isEmpty();
  }

  private long script(String script) {
    return settings
        .write(
            BOT,
            new ManagedSettings(
                BotSettings.DEFAULT,
                new ClosureSettings(
                    ClosureBehavior.SILENT, List.of("Bye"), Set.of(), Optional.of(script))))
        .orElseThrow()
        .version();
  }

  private List<String> published(String user) {
    return bus.taken().stream()
        .filter(event -> event.session().conversation().userId().equals(user))
        .map(SessionEvent::type)
        .toList();
  }

  private static String start(String number, String user) {
    return record(number, "\"NewImage\":" + live(user));
  }

  private static String close(String number, String user, long settingsVersion) {
    String closed =
        live(user)
            .replace("\"active\"", "\"closed\"")
            .replace(
                "\"endTime\"",
                "\"closeReason\":{\"S\":\"api\"},\"closedAt\":{\"N\":\"1772359300000\"},"
                    + "\"defaultLanguage\":{\"S\":\"en\"},\"settingsVersion\":{\"N\":\""
                    + settingsVersion
                    + "\"},\"closingOrdinal\":{\"N\":\"1\"},\"endTime\"");
    return record(number, "\"OldImage\":" + live(user) + ",\"NewImage\":" + closed);
  }

  private static String live(String user) {
    return """
    {"owner":{"S":"st-1#%s"},"sessionId":{"S":"69a40e80000000000000000a"},\
    "channel":{"S":"rtm"},"sessionType":{"S":"interactive"},\
    "containmentType":{"S":"selfService"},"sessionStatus":{"S":"active"},\
    "endTime":{"N":"1772359201000"}}\
    """
        .formatted(user);
  }

  private static String record(String number, String images) {
    return "{\"dynamodb\":{\"ApproximateCreationDateTime\":1.772359201E9,\"SequenceNumber\":\"%s\",%s}}"
        .formatted(number, images);
  }

  private String handle(String... records) throws IOException {
    return new FakeContext().invoke(handler(), "{\"Records\":[" + String.join(",", records) + "]}");
  }

  private PublishSessionEventsHandler handler() {
    return new PublishSessionEventsHandler(
        new SessionEventPublisher(
            settings,
            TestTranscripts.NO_CLOSINGS,
            queue,
            bus,
            new InMemoryErasures(),
            ATTEMPTS,
            attempt -> {}),
        this::keep);
  }

  private void keep(String body, Map<String, String> attributes) {
    if (!deadLettersAreTaken) {
      throw new StoreException("the dead-letter queue does not answer");
    }
    deadLetters.add(attributes.get("sequenceNumber") + ": " + attributes.get("errorMessage"));
  }
}
