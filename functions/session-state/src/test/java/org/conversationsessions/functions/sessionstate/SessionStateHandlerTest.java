package org.conversationsessions.functions.sessionstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.api.state.StateResponse;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.application.state.SessionStateService;
import org.conversationsessions.application.state.SessionStateService.SizeLimit;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading, changing and clearing a conversation's state (contract, section 10). */
class SessionStateHandlerTest {
  private static final String NOTHING =
      "{\"variables\":{},\"dialogContext\":null,\"authProfiles\":{},\"currentTags\":[],"
          + "\"historicTags\":[],\"sentiment\":null}";
  private static final ConversationKey ADA = new ConversationKey(TestClient.BOT, "ada", "rtm");

  private final TestClient client = new TestClient();
  private final SessionStates states = new InMemorySessionStates();

  @Test
  void isEmptyThenChangedThenCleared() throws IOException {
    assertThat(call("GET", "").brief()).isEqualTo("200 " + NOTHING);

    Response changed =
        call(
            "PUT",
            "{\"variables\":{\"seats\":{\"value\":2}},\"authProfiles\":{\"crm\":\"t0ken\"}}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text()).contains("\"seats\":{\"value\":2}", "\"crm\":{\"createdAt\":");
    assertThat(call("GET", "").text()).isEqualTo(changed.text());

    assertThat(call("DELETE", "").brief()).isEqualTo("200 {\"success\":true}");
    assertThat(call("GET", "").brief()).isEqualTo("200 " + NOTHING);
    assertThat(call("DELETE", "").brief()).isEqualTo("200 {\"success\":true}");
  }

  @Test
  void aTokenIsInNoResponse() throws IOException {
    assertThat(call("PUT", "{\"authProfiles\":{\"crm\":\"t0ken\"}}").text())
        .contains("crm")
        .doesNotContain("t0ken");
    assertThat(call("GET", "").text()).contains("crm").doesNotContain("t0ken");
    assertThat(states.read(ADA).state().profiles().values())
        .extracting(SessionState.Profile::token)
        .containsExactly("t0ken");
  }

  @Test
  void isThatOfOneConversationOnly() throws IOException {
    call("PUT", "{\"dialogContext\":{\"node\":1}}");

    for (Map<String, String> other :
        List.of(
            Map.of("userId", "bob", "channel", "rtm"), Map.of("userId", "ada", "channel", "web"))) {
      assertThat(call(states, "GET", other, "").text()).isEqualTo(NOTHING);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', st-1, 401, Invalid SDK credentials",
    "cs-writer, st-2, 401, Invalid SDK credentials",
    "cs-reader, st-1, 401, Permission denied. Scope is incorrect!",
    "cs-admin, st-foreign, 400, Invalid StreamId",
  })
  void appsWithoutPermissionSeeAndChangeNothing(String app, String bot, int status, String message)
      throws IOException {
    call("PUT", "{\"dialogContext\":{\"node\":1}}");
    SessionStates.Versioned before = states.read(ADA);
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      Response response =
          client.call(
              handler(states),
              app,
              method,
              Map.of("botId", bot),
              Map.of("userId", "ada", "channel", "rtm"),
              "{\"dialogContext\":null}");

      assertThat(response.status()).as(method).isEqualTo(status);
      assertThat(response.text()).contains("\"msg\":\"" + message + "\"").doesNotContain("node");
    }
    assertThat(states.read(ADA)).isEqualTo(before);
  }

  @Test
  void withoutAUserOrAChannelNothingIsTouched() throws IOException {
    for (Map<String, String> query :
        List.of(
            Map.<String, String>of(),
            Map.of("userId", "ada"),
            Map.of("channel", "rtm"),
            Map.of("userId", "", "channel", "rtm"),
            Map.of("userId", "ada", "channel", "c".repeat(65)))) {
      for (String method : new String[] {"GET", "PUT", "DELETE"}) {
        Response response = call(states, method, query, "{}");
        assertThat(response.status()).as("%s %s", method, query).isEqualTo(412);
        assertThat(response.text()).contains("Validation errors/ Invalid arguments");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | must be a JSON object",
        "{\"variables\":[]} | variables",
        "{\"variables\":{\"seats\":2}} | seats",
        "{\"authProfiles\":{\"crm\":5}} | crm",
        "{\"historicTags\":{}} | historicTags",
      })
  void aChangeThatMakesNoSenseChangesNothing(String body, String reason) throws IOException {
    Response response = call("PUT", body);

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains(reason);
    assertThat(states.read(ADA).version()).isZero();
  }

  @Test
  void aStateThatWouldBeTooLargeStaysAsItWas() throws IOException {
    call("PUT", "{\"dialogContext\":1}");
    String most = "x".repeat(StateResponse.MAX_BYTES);

    Response response = call("PUT", "{\"dialogContext\":\"" + most + "\"}");

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains("at most 262144 are kept of a conversation");
    assertThat(call("GET", "").text()).contains("\"dialogContext\":1");
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = call("POST", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "DELETE, GET, PUT");
  }

  @Test
  void aChangeThatAnotherOnePrecededKeepsBoth() throws IOException {
    AtomicInteger writes = new AtomicInteger();
    SessionStates overtaken =
        new Forwarding() {
          @Override
          public boolean write(ConversationKey key, SessionState state, long version) {
            if (writes.getAndIncrement() == 0) {
              try {
                call("PUT", "{\"sentiment\":\"fine\"}");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }
            return super.write(key, state, version);
          }
        };

    Response response = call(overtaken, "PUT", query(), "{\"dialogContext\":1}");

    assertThat(response.text()).contains("\"dialogContext\":1", "\"sentiment\":\"fine\"");
    assertThat(writes).hasValue(2);
  }

  @Test
  void aStoreThatFailsIsUnavailableAndNeverAnEmptyState() throws IOException {
    Map<StoreException, Integer> statuses =
        Map.of(new StoreException("throttled"), 503, new UnreadableItemException("damaged"), 500);
    for (Map.Entry<StoreException, Integer> one : statuses.entrySet()) {
      SessionStates failing =
          new Forwarding() {
            @Override
            public Versioned read(ConversationKey key) {
              throw one.getKey();
            }
          };
      for (String method : new String[] {"GET", "PUT", "DELETE"}) {
        Response response = call(failing, method, query(), "{}");
        assertThat(response.status()).as(method).isEqualTo(one.getValue());
        assertThat(response.text()).doesNotContain("throttled", "damaged", "variables");
      }
    }
  }

  private Response call(String method, String body) throws IOException {
    return call(states, method, query(), body);
  }

  private Response call(SessionStates store, String method, Map<String, String> query, String body)
      throws IOException {
    return client.call(handler(store), "cs-writer", method, Map.of("botId", "st-1"), query, body);
  }

  private static Map<String, String> query() {
    return Map.of("userId", "ada", "channel", "rtm");
  }

  private SessionStateHandler handler(SessionStates store) {
    return new SessionStateHandler(
        new SessionStateHandler.StateEndpoint(
            client.access(),
            new SessionStateService(
                new InMemoryConversations(),
                store,
                InstantSource.fixed(TestClient.NOW),
                BackoffPolicy.immediate(),
                new SizeLimit(StateResponse.MAX_BYTES, StateResponse::size))));
  }

  /** Forwards every call to the states of the test. */
  private class Forwarding implements SessionStates {
    @Override
    public Versioned read(ConversationKey key) {
      return states.read(key);
    }

    @Override
    public boolean write(ConversationKey key, SessionState state, long version) {
      return states.write(key, state, version);
    }
  }
}
