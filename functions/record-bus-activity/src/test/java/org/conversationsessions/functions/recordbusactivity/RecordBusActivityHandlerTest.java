package org.conversationsessions.functions.recordbusactivity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.api.http.FakeContext;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.concurrent.Deadline;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.json.JsonWriter;
import org.junit.jupiter.api.Test;

/** Recording the activity of the event bus (contract, section 6). */
class RecordBusActivityHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final List<String> deadLettered = new ArrayList<>();
  private final FakeContext context = new FakeContext().leaving(() -> 20_000);

  RecordBusActivityHandlerTest() {
    registry.put(bot("st-1")).put(bot("st-2"));
  }

  @Test
  void returnsOnlyTheMessagesThatTheStoreFailedOnAndLogsThemByTheirIdentifier() throws IOException {
    Conversations failing =
        new ForwardingConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (next.key().userId().equals("bob")) {
              throw new StoreException("throttled");
            }
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(console, true, UTF_8));
    String response;
    try {
      response =
          handle(
              failing,
              message("m1", 1, "st-1", "ada"),
              message("m2", 2, "st-1", "bob"),
              message("m3", 3, "st-9", "ada"),
              message("m4", 4, "st-2", "bob"),
              message("m5", 5, "st-2", "cleo"));
    } finally {
      System.setOut(before);
    }

    assertThat(response)
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\"},{\"itemIdentifier\":\"m4\"}]}");
    assertThat(store.sessions())
        .extracting(session -> session.conversation().userId())
        .containsExactlyInAnyOrder("ada", "cleo");
    assertThat(deadLettered).containsExactly("m3");
    assertThat(console.toString(UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("throttled"))
        .anyMatch(line -> line.contains("\"requestId\":\"m2\""))
        .anyMatch(line -> line.contains("\"requestId\":\"m4\""));
  }

  @Test
  void messagesAreRecordedInTheOrderInWhichTheyWereSent() throws IOException {
    String late = message("m2", 2000, "st-1", "ada").replace("userMessage", "taskCompleted");

    assertThat(handle(store, late, message("m1", 1000, "st-1", "ada"))).isEqualTo(NONE);

    // A completed task starts no session: before the message it would have been refused.
    assertThat(deadLettered).isEmpty();
    assertThat(store.sessions()).extracting(Session::tasks).containsExactly(1);
  }

  @Test
  void aBatchThatIsDeliveredAgainChangesNothing() throws IOException {
    String message = message("m1", 1, "st-1", "ada");
    handle(store, message);
    int commits = store.commits();

    assertThat(handle(store, message)).isEqualTo(NONE);

    assertThat(store.commits()).isEqualTo(commits);
    assertThat(store.sessions()).hasSize(1);
  }

  @Test
  void theStoreWorksUnderTheInvocationsDeadline() throws IOException {
    Set<Long> left = ConcurrentHashMap.newKeySet();
    Conversations observed =
        new ForwardingConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            left.add(Deadline.current().millisLeft());
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    handle(observed, message("m1", 1, "st-1", "ada"), message("m2", 2, "st-1", "bob"));

    assertThat(left).containsExactly(20_000L);
  }

  @Test
  void theExampleIsRecorded() throws IOException {
    registry.put(bot("st-00000000-0000-4000-8000-000000000001"));
    Path example = Path.of(System.getProperty("project.root"), "events/record-bus-activity.json");

    assertThat(invoke(handler(store), Files.readString(example))).isEqualTo(NONE);

    assertThat(deadLettered).isEmpty();
    assertThat(store.sessions()).extracting(Session::messages).containsExactly(2);
  }

  private static Bot bot(String id) {
    return new Bot(new BotId(id), "account", BotSettings.DEFAULT);
  }

  private static String message(String id, long sent, String bot, String user) {
    String body =
        """
        {"time":"2026-11-20T11:59:00Z","detail":{"botId":"%s","eventId":"%s",\
        "type":"userMessage","userId":"%s","channel":"rtm"}}\
        """
            .formatted(bot, id, user);
    return new JsonWriter()
        .beginObject()
        .name("messageId")
        .string(id)
        .name("body")
        .string(body)
        .name("attributes")
        .beginObject()
        .name("SentTimestamp")
        .string(Long.toString(sent))
        .endObject()
        .endObject()
        .finish()
        .utf8Text()
        .orElseThrow();
  }

  private String handle(Conversations conversations, String... messages) throws IOException {
    return invoke(handler(conversations), "{\"Records\":[" + String.join(",", messages) + "]}");
  }

  /** Invokes the handler as Lambda does, with AWS's own serialisation. */
  private String invoke(RecordBusActivityHandler handler, String json) {
    SQSEvent event =
        LambdaEventSerializers.serializerFor(
                SQSEvent.class, RecordBusActivityHandlerTest.class.getClassLoader())
            .fromJson(json);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    JacksonFactory.getInstance()
        .getSerializer(SQSBatchResponse.class)
        .toJson(handler.handleRequest(event, context), response);
    return response.toString(UTF_8);
  }

  private RecordBusActivityHandler handler(Conversations conversations) {
    return new RecordBusActivityHandler(
        new BusRecorder(
            registry,
            new Recorder(
                conversations,
                store,
                TestTranscripts.NONE,
                TestIds.counting(),
                CLOCK,
                BackoffPolicy.immediate()),
            (message, reason) -> deadLettered.add(message.messageId()),
            CLOCK));
  }
}
