package org.conversationsessions.acceptance;

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
class HistoryByIdAcceptanceIT {
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
            "412 {\"errors\":[{\"msg\":\"Validation errors/ Invalid arguments: sessionId: must be"
                + " an array of 0 to 50 items\",\"code\":412}]}");
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
                Map.of("sessionId", ids, "dateFrom", "never", "userId", 1, "tags", 7));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("sessions")).hasSize(1);
  }

  @Test
  void skipLimitAndNextPageThem() {
    List<String> ids = sessions(5);
    List<String> asked = new ArrayList<>(ids);
    asked.add(UNKNOWN);
    asked.add("x");
    JsonNode second = page(Map.of("sessionId", asked, "skip", 2, "limit", 2));
    assertThat(second.findValuesAsText("sessionId")).containsExactly(ids.get(2), ids.get(1));
    assertThat(second.path("moreAvailable").asBoolean()).isTrue();
    JsonNode last = page(Map.of("sessionId", asked, "offset", "4"));
    assertThat(last.findValuesAsText("sessionId")).containsExactly(ids.get(0));
    assertThat(last.path("moreAvailable").asBoolean()).isFalse();
    assertThat(last.path("next").isNull()).isTrue();
    assertThat(page(Map.of("sessionId", asked, "skip", 99)).path("sessions")).isEmpty();

    List<String> seen = new ArrayList<>();
    JsonNode shown = page(Map.of("sessionId", asked, "limit", 2));
    seen.addAll(shown.findValuesAsText("sessionId"));
    while (shown.path("moreAvailable").asBoolean()) {
      String next = shown.path("next").asText();
      // With or without the identifiers; without them, texts that cannot be identifiers are gone.
      JsonNode beside = page(Map.of("sessionId", asked, "limit", 2, "cursor", next));
      shown = page(Map.of("limit", 2, "cursor", next));
      assertThat(shown.path("sessions")).isEqualTo(beside.path("sessions"));
      assertThat(shown.path("next")).isEqualTo(beside.path("next"));
      assertThat(beside.path("invalidSessions")).hasSize(2);
      assertThat(shown.path("invalidSessions")).hasToString("[\"" + UNKNOWN + "\"]");
      seen.addAll(shown.findValuesAsText("sessionId"));
    }
    assertThat(seen).isEqualTo(ids.reversed());
  }

  @Test
  void whatPagesThemIsHeldAgainstItsRules() {
    List<String> ids = sessions(3);
    String next = page(Map.of("sessionId", ids, "limit", 1)).path("next").asText();
    String other = scene.bot().history(Map.of("limit", 1)).json().path("next").asText("x");
    for (Map<String, ?> wrong :
        List.of(
            Map.of("sessionId", ids, "skip", -1),
            Map.of("sessionId", ids, "limit", 0),
            Map.of("sessionId", ids, "cursor", "x"),
            Map.of("sessionId", ids, "cursor", other),
            Map.of("sessionId", List.of(ids.get(0)), "cursor", next),
            Map.of("sessionId", List.of(5)))) {
      assertThat(scene.bot().history(wrong).status()).as(wrong.toString()).isEqualTo(412);
    }
    assertThat(scene.bot().history(Map.of("sessionId", List.of(5))).message())
        .isEqualTo(Expected.INVALID_ARGUMENTS + ": sessionId[0]: must be a string");
  }

  private JsonNode page(Map<String, ?> body) {
    Answer answer = scene.bot().history(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("total").asInt()).isIn(3, 5);
    return answer.json();
  }

  @Test
  void anEmptyListFindsNothing() {
    assertThat(scene.bot().history(Map.of("sessionId", List.of())).brief())
        .isEqualTo(
            "200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null,\"invalidSessions\":[]}");
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
