package org.conversationsessions.functions.closesession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.ClosingJobService;
import org.conversationsessions.application.closing.InMemoryClosingJobs;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.SessionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closing a session (contract, section 4). */
class CloseSessionHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final String DONE = "200 {\"success\":true}";

  private final TestClient client = new TestClient();
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();
  private final InMemoryClosingJobs jobs = new InMemoryClosingJobs();

  @Test
  void closesTheUsersSessionsOnEveryChannelAndARepetitionChangesNothing() throws IOException {
    record(TestClient.BOT, "ada", "rtm");
    record(TestClient.BOT, "ada", "web");
    record(TestClient.BOT, "bob", "rtm");

    assertThat(close("{\"userId\":\"ada\",\"status\":\"inactive\"}").brief()).isEqualTo(DONE);
    assertThat(closed()).containsExactlyInAnyOrder("ada rtm", "ada web");

    int commits = store.commits();
    assertThat(close("{\"userId\":\"ada\"}").brief()).isEqualTo(DONE);
    assertThat(store.commits()).isEqualTo(commits);
  }

  @Test
  void closesOnOneChannelOnly() throws IOException {
    record(TestClient.BOT, "ada", "rtm");
    record(TestClient.BOT, "ada", "web");

    assertThat(close("{\"userId\":\"ada\",\"channel\":\"web\"}").brief()).isEqualTo(DONE);

    assertThat(closed()).containsExactly("ada web");
  }

  @Test
  void withoutAUserTheTokensUserIsMeant() throws IOException {
    record(TestClient.BOT, TestClient.USER, "rtm");
    record(TestClient.BOT, "bob", "rtm");

    assertThat(close("").brief()).isEqualTo(DONE);

    assertThat(closed()).containsExactly(TestClient.USER + " rtm");
  }

  @Test
  void aSessionAloneMayBeAnyUsersOfThisBot() throws IOException {
    SessionId bobs = record(TestClient.BOT, "bob", "rtm");
    SessionId siblings = record(TestClient.SIBLING, "bob", "rtm");
    record(TestClient.BOT, TestClient.USER, "rtm");

    assertThat(close("{\"sessionId\":\"" + siblings + "\"}").brief()).isEqualTo(DONE);
    assertThat(close("{\"sessionId\":\"69a40e800000000000000000\"}").brief()).isEqualTo(DONE);
    assertThat(closed()).isEmpty();

    assertThat(close("{\"sessionId\":\"" + bobs + "\"}").brief()).isEqualTo(DONE);
    assertThat(closed()).containsExactly("bob rtm");
  }

  @Test
  void aSessionThatIsNoLongerLiveClosesNoOther() throws IOException {
    SessionId old = record(TestClient.BOT, "ada", "rtm");
    close("{\"userId\":\"ada\"}");
    record(TestClient.BOT, "ada", "rtm", "11:30");

    assertThat(close("{\"userId\":\"ada\",\"sessionId\":\"" + old + "\"}").brief()).isEqualTo(DONE);

    assertThat(store.sessions())
        .extracting(Session::status)
        .containsExactlyInAnyOrder(SessionStatus.CLOSED, SessionStatus.ACTIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials",
    "cs-unknown, st-1, 401, Invalid SDK credentials",
    "cs-builder, st-2, 401, Invalid SDK credentials",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-foreign, 400, Invalid StreamId",
  })
  void appsWithoutPermissionCloseNothing(String app, String bot, int status, String message)
      throws IOException {
    for (BotId any : List.of(TestClient.BOT, TestClient.SIBLING, TestClient.FOREIGN)) {
      record(any, "ada", "rtm");
    }

    Response response =
        client.call(
            handler(store), app, "PUT", Map.of("botId", bot), Map.of(), "{\"userId\":\"ada\"}");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.text()).contains("\"msg\":\"" + message + "\"");
    assertThat(closed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | must be a JSON object",
        "{userId:\"u-Id\",status:\"inactive\",channel:\"rtm\"} | body: ",
        "{\"status\":\"active\"} | status",
        "{\"userId\":\"\"} | userId",
        "{\"userId\":5} | userId",
        "{\"channel\":[]} | channel",
        "{\"sessionId\":\"no session\"} | sessionId",
      })
  void aBodyThatMakesNoSenseClosesNothing(String body, String field) throws IOException {
    record(TestClient.BOT, TestClient.USER, "rtm");

    Response response = close(body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains("Validation errors/ Invalid arguments", field);
    assertThat(closed()).isEmpty();
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = client.call(handler(store), "cs-builder", "POST", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "PUT");
  }

  @Test
  void callsAboveTheRateLimitCloseNothing() throws IOException {
    CloseSessionHandler handler = handler(store, history(), new RateLimit(1, 0));
    assertThat(client.call(handler, "cs-builder", "PUT", "").brief()).isEqualTo(DONE);
    record(TestClient.BOT, TestClient.USER, "rtm");

    Response response = client.call(handler, "cs-builder", "PUT", "");

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers()).containsEntry("retry-after", "60");
    assertThat(closed()).isEmpty();
  }

  @Test
  void aStoreThatFailsForOneChannelIsUnavailableAndTheSameCallClosesTheRest() throws IOException {
    record(TestClient.BOT, "ada", "rtm");
    record(TestClient.BOT, "ada", "web");
    Conversations failing =
        new ForwardingConversations(store) {
          @Override
          public Commit commit(
              Conversation next,
              Collection<Session> changedSessions,
              Collection<TranscriptPart> parts,
              Collection<DebugEntry> entries,
              Sharding sharding) {
            if (next.key().channel().equals("web")) {
              throw new StoreException("the table does not answer");
            }
            return super.commit(next, changedSessions, parts, entries, sharding);
          }
        };

    Response response = client.call(handler(failing), "cs-builder", "PUT", "{\"userId\":\"ada\"}");

    assertThat(response.brief())
        .isEqualTo("503 {\"errors\":[{\"msg\":\"Service Unavailable\",\"code\":503}]}");
    assertThat(response.headers())
        .containsEntry("retry-after", "5")
        .containsEntry("x-request-id", "id-1");
    assertThat(client.log())
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "the table does not answer", "\"requestId\":\"id-1\"");

    assertThat(close("{\"userId\":\"ada\"}").brief()).isEqualTo(DONE);
    assertThat(closed()).containsExactlyInAnyOrder("ada rtm", "ada web");
  }

  @Test
  void aConversationThatCannotBeReadIsAnInternalError() throws IOException {
    Conversations damaged =
        new ForwardingConversations(store) {
          @Override
          public List<Conversation> ofUser(BotId bot, String userId) {
            throw new UnreadableItemException("a stored conversation cannot be read");
          }
        };

    Response response = client.call(handler(damaged), "cs-builder", "PUT", "");

    assertThat(response.brief())
        .isEqualTo(
            "500 {\"errors\":[{\"msg\":\"Internal Server Error\",\"code\":500,"
                + "\"requestId\":\"id-1\"}]}");
    assertThat(response.headers()).doesNotContainKey("retry-after");
    assertThat(client.log()).singleElement().asString().contains("\"level\":\"ERROR\"");
  }

  @Test
  void aHistoryThatFailsIsNotASessionThatIsUnknown() throws IOException {
    SessionId bobs = record(TestClient.BOT, "bob", "rtm");
    SessionHistory failing =
        new SessionHistory() {
          @Override
          public HistoryPage page(HistoryQuery query) {
            throw new UnsupportedOperationException("not part of closing");
          }

          @Override
          public List<Session> byId(List<Bot> bots, Collection<SessionId> wanted) {
            throw new StoreException("the index does not answer");
          }
        };

    Response response =
        client.call(
            handler(store, failing, RateLimit.NONE),
            "cs-builder",
            "PUT",
            "{\"sessionId\":\"" + bobs + "\"}");

    assertThat(response.status()).isEqualTo(503);
    assertThat(closed()).isEmpty();
  }

  private SessionId record(BotId bot, String user, String channel) {
    return record(bot, user, channel, "11:00");
  }

  private SessionId record(BotId bot, String user, String channel, String time) {
    Recorder recorder =
        new Recorder(store, store, TestTranscripts.NONE, ids, CLOCK, BackoffPolicy.immediate());
    return ((Recorder.RecordingResult.InSession)
            recorder
                .record(
                    TestBots.of(bot),
                    List.of(user(time).in(new ConversationKey(bot, user, channel)).build()))
                .getFirst())
        .session();
  }

  @Test
  void aDryRunCountsWhatWouldBeClosed() throws IOException {
    record(TestClient.BOT, "ada", "rtm");
    record(TestClient.BOT, "bob", "rtm");
    record(TestClient.SIBLING, "cleo", "rtm");

    assertThat(closeMany("{\"all\":true,\"dryRun\":true}").brief())
        .isEqualTo("200 {\"dryRun\":true,\"total\":2}");
    assertThat(closeMany("{\"userId\":\"bob\",\"dryRun\":true}").brief())
        .isEqualTo("200 {\"dryRun\":true,\"total\":1}");

    assertThat(jobs.last(TestClient.BOT)).isEmpty();
    assertThat(closed()).isEmpty();
  }

  @Test
  void aJobIsTakenAndShownToItsBotAlone() throws IOException {
    record(TestClient.BOT, "ada", "rtm");

    Response taken = closeMany("{\"userId\":\"ada\"}");

    assertThat(taken.status()).isEqualTo(202);
    String id = taken.json().text("jobId").orElseThrow();
    assertThat(taken.text())
        .isEqualTo(
            "{\"jobId\":\"%s\",\"status\":\"running\",\"total\":1,\"closed\":0,\"submittedAt\":\"%s\",\"completedAt\":null}"
                .formatted(id, WireTime.of(TestClient.NOW)));
    assertThat(status(TestClient.BOT, id).brief()).isEqualTo("200 " + taken.text());
    assertThat(closeMany("{\"all\":true}").brief())
        .isEqualTo(
            "400 {\"errors\":[{\"msg\":\"a job of this bot is not complete yet: %s\",\"code\":400}]}"
                .formatted(id));
    for (String unknown : List.of("csj-00000000-0000-4000-8000-000000000000", "x", id + "x")) {
      assertThat(status(TestClient.BOT, unknown).brief())
          .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}");
    }
    jobs.complete(jobs.last(TestClient.BOT).orElseThrow(), TestClient.NOW);
    assertThat(status(TestClient.BOT, id).text()).contains("\"status\":\"completed\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|all",
        "{\"all\":false}|all",
        "{\"sesionType\":\"interactive\"}|sesionType",
        "{\"sessionId\":[\"69a40e800000000000000000\"]}|sessionId",
        "{\"userId\":\"\"}|userId",
        "{\"containmentType\":\"none\"}|containmentType",
        "{\"all\":true,\"dryRun\":3}|dryRun",
      })
  void aFilterThatIsNotUnderstoodClosesNothing(String body, String field) throws IOException {
    record(TestClient.BOT, "ada", "rtm");

    Response refused = closeMany(body);

    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.text()).contains(field);
    assertThat(jobs.last(TestClient.BOT)).isEmpty();
  }

  private Response closeMany(String body) throws IOException {
    return client.call(
        handler(store),
        "cs-writer",
        "POST",
        "/api/public/bot/st-1/sessions/close",
        Map.of("botId", TestClient.BOT.value()),
        Map.of(),
        body);
  }

  private Response status(BotId bot, String id) throws IOException {
    return client.call(
        handler(store),
        "cs-builder",
        "GET",
        "/api/public/bot/st-1/sessions/close/" + id,
        Map.of("botId", bot.value(), "jobId", id),
        Map.of(),
        "");
  }

  private Set<String> closed() {
    Set<String> closed = new HashSet<>();
    for (Session session : store.sessions()) {
      if (session.status() == SessionStatus.CLOSED) {
        closed.add(session.conversation().userId() + " " + session.conversation().channel());
      }
    }
    return closed;
  }

  private Response close(String body) throws IOException {
    return client.call(handler(store), "cs-builder", "PUT", body);
  }

  private SessionHistory history() {
    return new InMemorySessionHistory(store::sessions, Duration.ZERO, CLOCK);
  }

  private CloseSessionHandler handler(Conversations conversations) {
    return handler(conversations, history(), RateLimit.NONE);
  }

  private CloseSessionHandler handler(
      Conversations conversations, SessionHistory history, RateLimit limit) {
    AccessCheck access = client.access(limit);
    return new CloseSessionHandler(
        new CloseSessionHandler.ClosureEndpoint(
            access,
            new SessionCloser(
                conversations,
                store,
                TestTranscripts.NONE.parts(),
                CLOCK,
                BackoffPolicy.immediate()),
            history),
        new BulkClosingEndpoint(
            access, new ClosingJobService(store, conversations, jobs, CLOCK, UUID::randomUUID)));
  }
}
