package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pages whose body would pass 5 MB (contract, section 5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryLargePageAcceptanceIT {
  private static final int SESSIONS = 50;
  private static final int MAX_BYTES = 5_000_000;

  private final Scene scene = Scene.create();
  private final List<String> ids = new ArrayList<>();

  /** Sessions of some 150 kB each: as many tags as there may be, as long as they may be. */
  @BeforeAll
  void record() {
    for (int i = 0; i < SESSIONS; i++) {
      Event event = Scene.user(Duration.ofSeconds(i)).with("userId", "u-" + i);
      ids.add(scene.bot().recordOne(event.with("tags", Map.of("user", tags(), "session", tags()))));
    }
  }

  @Test
  void aPageEndsEarlierAndSaysThatMoreIsAvailable() {
    Answer page = ask(Map.of("limit", 1000));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body().length).isBetween(MAX_BYTES * 9 / 10, MAX_BYTES);
    assertThat(page.json().path("total").asInt()).isEqualTo(SESSIONS);
    assertThat(page.json().path("moreAvailable").asBoolean()).isTrue();
    assertThat(page.json().path("sessions").size()).isBetween(20, SESSIONS - 1);
  }

  @Test
  void theRestComesWithSkip() {
    List<String> seen = new ArrayList<>();
    JsonNode page;
    do {
      page = ask(Map.of("limit", 1000, "skip", seen.size())).json();
      seen.addAll(page.findValuesAsText("sessionId"));
    } while (page.path("moreAvailable").asBoolean());
    assertThat(seen).isEqualTo(ids.reversed());
  }

  @Test
  void theRestComesWithTheCursor() {
    List<String> seen = new ArrayList<>();
    JsonNode page = ask(Map.of("limit", 1000)).json();
    seen.addAll(page.findValuesAsText("sessionId"));
    while (page.path("moreAvailable").asBoolean()) {
      page = scene.bot().history(Map.of("cursor", page.path("next").asText())).json();
      seen.addAll(page.findValuesAsText("sessionId"));
    }
    assertThat(seen).isEqualTo(ids.reversed());
  }

  @Test
  void sessionsAskedForByIdentifierEndEarlierTooAndTheRestCanBeAskedForAgain() {
    Set<String> wanted = new LinkedHashSet<>(ids);
    List<String> seen = new ArrayList<>();
    JsonNode page;
    do {
      Answer answer = scene.bot().history(Map.of("sessionId", List.copyOf(wanted)));
      assertThat(answer.status()).as(answer.body().length + " bytes").isEqualTo(200);
      assertThat(answer.body().length).isLessThanOrEqualTo(MAX_BYTES);
      page = answer.json();
      assertThat(page.path("total").asInt()).isEqualTo(wanted.size());
      assertThat(page.path("invalidSessions")).isEmpty();
      List<String> some = page.findValuesAsText("sessionId");
      assertThat(page.path("moreAvailable").asBoolean()).isEqualTo(some.size() < wanted.size());
      assertThat(some).isNotEmpty();
      seen.addAll(some);
      some.forEach(wanted::remove);
    } while (page.path("moreAvailable").asBoolean());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void sessionsAskedForByIdentifierAreReadToTheEndBySkipAndByTheCursor() {
    List<String> skipped = new ArrayList<>();
    JsonNode page;
    do {
      page = scene.bot().history(Map.of("sessionId", ids, "skip", skipped.size())).json();
      assertThat(page.path("total").asInt()).isEqualTo(SESSIONS);
      skipped.addAll(page.findValuesAsText("sessionId"));
    } while (page.path("moreAvailable").asBoolean());
    assertThat(skipped).isEqualTo(ids.reversed());

    List<String> continued = new ArrayList<>();
    Answer answer = scene.bot().history(Map.of("sessionId", ids));
    while (true) {
      assertThat(answer.body().length).isLessThanOrEqualTo(MAX_BYTES);
      page = answer.json();
      assertThat(page.path("total").asInt()).isEqualTo(SESSIONS);
      continued.addAll(page.findValuesAsText("sessionId"));
      if (page.path("next").isNull()) {
        break;
      }
      answer = scene.bot().history(Map.of("cursor", page.path("next").asText()));
    }
    assertThat(continued).isEqualTo(ids.reversed());
  }

  private Answer ask(Map<String, ?> fields) {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    body.put("dateFrom", "2024-03-05");
    body.put("dateTo", "2024-03-05");
    return scene.bot().history(body);
  }

  private static List<Map<String, String>> tags() {
    return IntStream.range(0, 50)
        .mapToObj(
            i -> Map.of("name", i + "😀".repeat(126), "value", "\"é".repeat(26) + "日本".repeat(102)))
        .toList();
  }
}
