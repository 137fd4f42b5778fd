package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("o-for-osw-agent; contract, sections 5 and 14")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OswAgentEtlIT {
  private static final String CHANNEL = "msteams";

  private final TestBot bot = TestBot.create();
  private final Instant start = Instant.now().minus(Duration.ofHours(2));
  private String served = "";
  private String dropped = "";
  private String transferred = "";
  private String live = "";

  /** Sessions of every containment type, and a live one of a developer. */
  @BeforeAll
  void record() {
    List<Map<String, String>> ticket =
        List.of(
            Map.of("name", "TicketID", "value", "4711"),
            Map.of("name", "inquiryType", "value", "refund"));
    served =
        bot.record(
                event("userMessage", "ann", 0).with("text", "A refund, please."),
                event("taskStarted", "ann", 1).with("task", "Refund"),
                event("botMessage", "ann", 2).with("text", "Done.").with("task", "Refund"),
                event("taskCompleted", "ann", 3).with("task", "Refund"),
                event("tags", "ann", 4).with("tags", Map.of("session", ticket)))
            .getLast()
            .path("sessionId")
            .asText();
    dropped = bot.recordOne(event("userMessage", "bob", 10).with("text", "Hello?"));
    transferred =
        bot.record(
                event("userMessage", "cem", 20).with("text", "An agent, please."),
                event("agentTransfer", "cem", 21),
                event("agentMessage", "cem", 22).with("text", "How can I help?"))
            .getLast()
            .path("sessionId")
            .asText();
    for (String user : List.of("ann", "bob", "cem")) {
      bot.close(Map.of("userId", user));
    }
    live =
        bot.recordOne(
            event("userMessage", "dev", 7_000).with("text", "Test").with("isDeveloper", true));
  }

  @Test
  void everyMessageJoinsASessionOfThePage() {
    OswAgentEtl etl = load(100);
    assertThat(etl.conversations().keySet())
        .containsExactlyInAnyOrder(served, dropped, transferred, live);
    assertThat(etl.conversations().values())
        .noneMatch(OswAgentEtl.Conversation::isStub)
        .allSatisfy(
            row -> assertThat(row.messageCount()).hasValue(etl.turns(row.sessionId()).size()));
    assertThat(etl.turns(served))
        .extracting(OswAgentEtl.Message::direction, OswAgentEtl.Message::body)
        .containsExactly(tuple("incoming", "A refund, please."), tuple("outgoing", "Done."));
    assertThat(etl.turns(served).getLast().taskName()).isEqualTo("Refund");
  }

  @Test
  void everyColumnOfASessionIsFilled() {
    Map<String, OswAgentEtl.Conversation> rows = load(100).conversations();
    assertThat(rows.get(served))
        .isEqualTo(
            new OswAgentEtl.Conversation(
                served,
                CHANNEL,
                "ann",
                Optional.of("en"),
                Duration.ofSeconds(3),
                OptionalInt.of(2),
                OptionalInt.of(1),
                Optional.of("self_service"),
                "closed",
                false,
                OptionalInt.of(4711),
                List.of(),
                false));
    assertThat(rows)
        .extractingByKeys(served, dropped, transferred, live)
        .extracting(row -> row.containmentType().orElse("none"))
        .containsExactly("self_service", "drop_off", "agent_transfer", "self_service");
    assertThat(rows)
        .extractingByKeys(served, dropped, transferred, live)
        .extracting(OswAgentEtl.Conversation::sessionStatus)
        .containsExactly("closed", "closed", "closed", "active");
    assertThat(rows)
        .extractingByKeys(served, live)
        .extracting(OswAgentEtl.Conversation::isDeveloper)
        .containsExactly(false, true);
  }

  @Test
  void countsAreIntegersAndTagsAreLists() {
    for (JsonNode session : sessions(100).path("sessions")) {
      assertThat(session.path("noOfMessagesExchanged").isInt()).isTrue();
      assertThat(session.path("noOfTasksExecuted").isInt()).isTrue();
      for (String tags : List.of("userTags", "sessionTags", "altText")) {
        assertThat(session.path("tags").path(tags).isArray()).isTrue();
      }
    }
  }

  @Test
  void aSessionThatIsNotOnThePageIsFoundByItsMessages() {
    OswAgentEtl etl = load(1);
    assertThat(etl.conversations().keySet())
        .containsExactlyInAnyOrder(served, dropped, transferred, live);
    assertThat(etl.conversations().values())
        .filteredOn(row -> !row.isStub())
        .extracting(OswAgentEtl.Conversation::sessionId)
        .containsExactly(live);
  }

  private OswAgentEtl load(int limit) {
    OswAgentEtl etl = new OswAgentEtl();
    etl.loadSessions(sessions(limit));
    Answer messages =
        bot.messages(
            "getMessagesV2",
            Map.of("sessionId", List.of(served, dropped, transferred, live), "limit", 10_000));
    assertThat(messages.status()).as(messages.text()).isEqualTo(200);
    etl.loadMessages(messages.json());
    return etl;
  }

  private JsonNode sessions(int limit) {
    Answer sessions = bot.history(Map.of("limit", limit));
    assertThat(sessions.status()).as(sessions.text()).isEqualTo(200);
    assertThat(sessions.json().path("moreAvailable").asBoolean()).isEqualTo(limit < 4);
    return sessions.json();
  }

  private Event event(String type, String userId, int second) {
    return Event.of(type, userId, CHANNEL, start.plusSeconds(second));
  }
}
