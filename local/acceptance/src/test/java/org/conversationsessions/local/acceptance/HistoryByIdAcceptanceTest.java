package org.conversationsessions.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions asked for by their identifiers (contract, section 5). */
class HistoryByIdAcceptanceTest {
  private static final String UNKNOWN = "65e6ed10000000000000abcd";

  private final Scene scene = Scene.create();

  @Test
  void theSessionsComeNewestFirstAndWhatIsNotFoundIsListed() {
    List<String> ids = sessions(3);
    JsonNode found = ask(List.of(ids.get(1), UNKNOWN, ids.get(0), "x", ids.get(2), ""));
    assertThat(found.findValuesAsText("sessionId"))
        .containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertThat(found.path("invalidSessions")).hasToString("[\"" + UNKNOWN + "\",\"x\",\"\"]");
    assertThat(found.path("total").asInt()).isEqualTo(3);
    assertThat(found.path("moreAvailable").asBoolean()).isFalse();
  }

  @Test
  void fiftyAreTakenAndFiftyOneAreAnswered412() {
    List<String> ids = sessions(50);
    JsonNode found = ask(ids);
    assertThat(found.path("sessions")).hasSize(50);
    assertThat(found.path("total").asInt()).isEqualTo(50);
    List<String> more = new ArrayList<>(ids);
    more.add(UNKNOWN);
    assertThat(scene.bot().history(Map.of("sessionId", more)).brief())
        .isEqualTo(
            "412 {\"errors\":[{\"msg\":\"Validation errors/ Invalid arguments: sessionId: must be an array of 0 to"
                + " 50 items\",\"code\":412}]}");
  }

  @Test
  void duplicatesCollapseButCountTowardsTheFifty() {
    String id = sessions(1).getFirst();
    JsonNode found = ask(List.of(id, id, UNKNOWN, UNKNOWN, id));
    assertThat(found.path("sessions")).hasSize(1);
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.path("invalidSessions")).hasSize(1);
    assertThat(scene.bot().history(Map.of("sessionId", Collections.nCopies(50, id))).status())
        .isEqualTo(200);
    assertThat(scene.bot().history(Map.of("sessionId", Collections.nCopies(51, id))).status())
        .isEqualTo(412);
  }

  @Test
  void allOtherFiltersAreIgnored() {
    List<String> ids = sessions(2);
    Answer answer =
        scene
            .bot()
            .history(
                "?containmentType=agent",
                Map.of(
                    "sessionId",
                    ids,
                    "dateFrom",
                    "1970-01-01",
                    "dateTo",
                    "2025-01-01",
                    "userId",
                    "nobody",
                    "sessionType",
                    "non-interactive",
                    "skip",
                    1,
                    "limit",
                    1,
                    "tags",
                    List.of(Map.of("name", "a", "value", "b"))));
    assertThat(answer.json().path("sessions")).hasSize(2);
  }

  @Test
  void evenFiltersThatAreWrongAreIgnored() {
    List<String> ids = sessions(1);
    Answer answer =
        scene
            .bot()
            .history(
                "?containmentType=lost",
                Map.of(
                    "sessionId", ids, "dateFrom", "never", "skip", -1, "tags", 7, "cursor", "x"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("sessions")).hasSize(1);
  }

  @Test
  void anEmptyListFindsNothing() {
    assertThat(scene.bot().history(Map.of("sessionId", List.of())).brief())
        .isEqualTo(
            "200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"invalidSessions\":[]}");
  }

  @Test
  void identifiersMayBeInCapitals() {
    String id = sessions(1).getFirst();
    JsonNode found = ask(List.of(id.toUpperCase(Locale.ROOT)));
    assertThat(found.findValuesAsText("sessionId")).containsExactly(id);
    assertThat(found.path("invalidSessions")).isEmpty();
  }

  @Test
  void aLiveSessionIsShownAsItIsNow() {
    String id = sessions(1).getFirst();
    scene.record(Scene.bot(Duration.ofSeconds(9)).with("userId", "u-0").with("lang", "fi"));
    JsonNode session = ask(List.of(id)).at("/sessions/0");
    assertThat(session.path("noOfMessagesExchanged").asInt()).isEqualTo(2);
    assertThat(session.path("session_lang")).hasToString("[\"fi\"]");
  }

  @Test
  void sessionsOfOtherBotsAreNotFound() {
    String foreign = Scene.create().session(Scene.user(Duration.ZERO));
    String sibling = scene.bot().sibling().recordOne(Scene.user(Duration.ZERO));
    assertThat(ask(List.of(foreign, sibling)).path("invalidSessions"))
        .hasToString("[\"" + foreign + "\",\"" + sibling + "\"]");
  }

  @Test
  void anIdentifierThatNamesNoPossibleTimeIsJustNotFound() {
    List<String> odd =
        List.of(
            "ffffffffffffffffffffffff",
            "000000000000000000000000",
            "00000000fff0000000000000",
            "zz".repeat(12),
            "1".repeat(23),
            "1".repeat(25),
            "\u0000",
            "😀");
    assertThat(ask(odd).path("invalidSessions"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(odd);
  }

  private JsonNode ask(List<String> ids) {
    Answer answer = scene.bot().history(Map.of("sessionId", ids));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Sessions a minute apart, the oldest first. */
  private List<String> sessions(int count) {
    return scene
        .bot()
        .record(
            IntStream.range(0, count)
                .mapToObj(i -> Scene.user(Duration.ofMinutes(i)).with("userId", "u-" + i))
                .toArray(Event[]::new))
        .stream()
        .map(result -> result.path("sessionId").asText())
        .toList();
  }
}
