package org.conversationsessions.functions.recordactivity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.conversation.UnreadableConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recording activity over HTTP (contract, section 6). */
class RecordActivityHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();

  @Test
  void answersEachEventInTheOrderSentAndABadOneStopsNoOther() throws IOException {
    Response response =
        record(
            store,
            event("e1", "ada", ""),
            event("e2", "ada", ",\"lang\":5"),
            "5",
            event("e3", "ada", ",\"timestamp\":\"2026-03-02T12:06:00Z\""),
            event("e4", "bob", ",\"timestamp\":\"2026-03-02T11:00:00Z\""));

    assertThat(response.status()).isEqualTo(200);
    Session bobs = sessionOf("bob");
    Session adas = sessionOf("ada");
    assertThat(adas.startTime()).isEqualTo(TestClient.NOW);
    assertThat(response.text())
        .startsWith(
            "{\"results\":[{\"eventId\":\"e1\",\"sessionId\":\"%s\",\"sessionStatus\":\"active\"},"
                .formatted(adas.id()))
        .contains("{\"eventId\":\"e2\",\"error\":{\"msg\":\"Validation errors/ Invalid arguments")
        .contains("{\"eventId\":null,\"error\":{\"msg\":\"Validation errors/ Invalid arguments")
        .contains("{\"eventId\":\"e3\",\"error\":{\"msg\":\"")
        .contains("in the future")
        .endsWith(
            "{\"eventId\":\"e4\",\"sessionId\":\"%s\",\"sessionStatus\":\"active\"}]}"
                .formatted(bobs.id()));
    assertThat(adas.messages()).isEqualTo(1);
  }

  @Test
  void aRepeatedRequestChangesNothingAndIsAnsweredAlike() throws IOException {
    Response first = record(store, event("e1", "ada", ""), event("e2", "bob", ""));
    int commits = store.commits();

    Response second = record(store, event("e1", "ada", ""), event("e2", "bob", ""));

    assertThat(second).isEqualTo(first);
    assertThat(store.commits()).isEqualTo(commits);
  }

  @Test
  void anIncomingMessageIsKeptWithTheRequestsIdentifier() throws IOException {
    InMemorySealer sealer = new InMemorySealer();
    MessagePolicy keep = new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en");
    client.call(
        handler(store, new Transcripts(store, sealer, bot -> keep)),
        "cs-writer",
        "POST",
        "{\"events\":[" + event("e1", "ada", ",\"text\":\"Hello\"") + "]}");

    Conversation conversation = store.readConsistently(sessionOf("ada").conversation());
    assertThat(sealer.open(conversation.key(), Objects.requireNonNull(conversation.pendingPart())))
        .extracting(Message::traceId)
        .containsExactly(Optional.of("id-1"));
  }

  @Test
  void aStoreThatFailsForOneConversationFailsItsEventsOnly() throws IOException {
    Conversations failing = failingFor("bob", new StoreException("throttled"));
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Response response =
        logged(
            console,
            failing,
            event("e1", "ada", ""),
            event("e2", "bob", ""),
            event("e3", "bob", ""),
            event("e4", "cleo", ""));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).doesNotContainKey("retry-after");
    assertThat(response.text())
        .contains(
            "{\"eventId\":\"e2\",\"error\":{\"msg\":\"Service Unavailable\",\"code\":503}},"
                + "{\"eventId\":\"e3\",\"error\":{\"msg\":\"Service Unavailable\",\"code\":503}}");
    assertThat(store.sessions())
        .extracting(session -> session.conversation().userId())
        .containsExactlyInAnyOrder("ada", "cleo");
    // One line for the two events, because they fail for the same reason.
    assertThat(console.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "throttled", "\"requestId\":\"id-1\"");

    assertThat(record(store, event("e2", "bob", "")).text()).doesNotContain("error");
  }

  @Test
  void aConversationThatCannotBeReadIsAnErrorOfItsEventsWithTheRequestsIdentifier()
      throws IOException {
    Conversations damaged = new UnreadableConversations(store, "bob");
    ByteArrayOutputStream console = new ByteArrayOutputStream();

    Response response = logged(console, damaged, event("e1", "bob", ""), event("e2", "ada", ""));

    assertThat(response.text())
        .startsWith(
            "{\"results\":[{\"eventId\":\"e1\",\"error\":{\"msg\":\"Internal Server Error\","
                + "\"code\":500,\"requestId\":\"id-1\"}},{\"eventId\":\"e2\",\"sessionId\":\"");
    assertThat(console.toString(UTF_8)).contains("\"level\":\"ERROR\"");
  }

  @Test
  void aTransientAndAPermanentFailureOfOneRequestAreBothLogged() throws IOException {
    Conversations failing =
        new ForwardingConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            throw next.key().userId().equals("ada")
                ? new UnreadableItemException("damaged")
                : new StoreException("throttled");
          }
        };
    ByteArrayOutputStream console = new ByteArrayOutputStream();

    logged(console, failing, event("e1", "ada", ""), event("e2", "bob", ""), event("e3", "c", ""));

    assertThat(console.toString(UTF_8).lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("damaged"))
        .anyMatch(line -> line.contains("throttled"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials",
    "cs-writer, st-2, 401, Invalid SDK credentials",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-foreign, 400, Invalid StreamId",
  })
  void appsWithoutPermissionRecordNothing(String app, String bot, int status, String message)
      throws IOException {
    Response response =
        client.call(
            handler(store),
            app,
            "POST",
            Map.of("botId", bot),
            Map.of(),
            "{\"events\":[" + event("e1", "ada", "") + "]}");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains("\"msg\":\"" + message + "\"");
    assertThat(store.sessions()).isEmpty();
  }

  @Test
  void anAdminAppRecordsForABotOfItsAccount() throws IOException {
    Response response =
        client.call(
            handler(store),
            "cs-admin",
            "POST",
            Map.of("botId", TestClient.SIBLING.value()),
            Map.of(),
            "{\"events\":[" + event("e1", "ada", "") + "]}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(sessionOf("ada").conversation().bot()).isEqualTo(TestClient.SIBLING);
  }

  @Test
  void aBodyWithoutOneToAHundredEventsIsRefused() throws IOException {
    String tooMany =
        IntStream.range(0, 101)
            .mapToObj(number -> event("e" + number, "ada", ""))
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    for (String body : List.of("", "[]", "{}", "{\"events\":[]}", "{\"events\":{}}", tooMany)) {
      Response response = client.call(handler(store), "cs-writer", "POST", body);
      assertThat(response.status()).as(body).isEqualTo(412);
    }
    assertThat(store.sessions()).isEmpty();
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = client.call(handler(store), "cs-writer", "PUT", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "POST");
  }

  private Conversations failingFor(String user, StoreException failure) {
    return new ForwardingConversations(store) {
      @Override
      public Commit commit(
          Conversation next,
          Collection<Session> changedSessions,
          Collection<TranscriptPart> parts,
          Collection<DebugEntry> entries,
          Sharding sharding) {
        if (next.key().userId().equals(user)) {
          throw failure;
        }
        return super.commit(next, changedSessions, parts, entries, sharding);
      }
    };
  }

  private Response logged(
      ByteArrayOutputStream console, Conversations conversations, String... events)
      throws IOException {
    PrintStream before = System.out;
    System.setOut(new PrintStream(console, true, UTF_8));
    try {
      return record(conversations, events);
    } finally {
      System.setOut(before);
    }
  }

  private Response record(Conversations conversations, String... events) throws IOException {
    return client.call(
        handler(conversations),
        "cs-writer",
        "POST",
        "{\"events\":[" + String.join(",", events) + "]}");
  }

  private static String event(String id, String user, String more) {
    return "{\"eventId\":\"%s\",\"type\":\"userMessage\",\"userId\":\"%s\",\"channel\":\"rtm\"%s}"
        .formatted(id, user, more);
  }

  private Session sessionOf(String user) {
    return store.sessions().stream()
        .filter(session -> session.conversation().userId().equals(user))
        .findFirst()
        .orElseThrow();
  }

  private RecordActivityHandler handler(Conversations conversations) {
    return handler(conversations, TestTranscripts.NONE);
  }

  private RecordActivityHandler handler(Conversations conversations, Transcripts transcripts) {
    return new RecordActivityHandler(
        new RecordActivityHandler.ActivityEndpoint(
            client.access(),
            new Recorder(conversations, store, transcripts, ids, CLOCK, BackoffPolicy.immediate()),
            CLOCK));
  }
}
