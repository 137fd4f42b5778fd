package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.conversationsessions.acceptance.RandomHistory.Expected;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The history against an oracle, over a random history recorded through HTTP (contract, section 5).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryOracleAcceptanceIT {
  private final Random random;
  private final TestBot bot = TestBot.create();
  private List<Expected> history = List.of();

  HistoryOracleAcceptanceIT(@Seeded Random random) {
    this.random = random;
  }

  /** A part of a question, and which sessions it lets through. */
  private record Part(String name, Object value, Predicate<Expected> lets) {}

  @BeforeAll
  void record() {
    history = RandomHistory.record(bot, random);
    assertThat(history).hasSizeGreaterThan(200);
    // The index by tag follows the counters.
    for (Part tags : tags()) {
      Map<String, Object> fields = new LinkedHashMap<>(week());
      if (!tags.name().isEmpty()) {
        fields.put(tags.name(), tags.value());
      }
      bot.awaitTotal((int) history.stream().filter(tags.lets()).count(), fields);
    }
  }

  @Test
  void everySessionIsShownAsItWasMade() {
    JsonNode sessions = ask("", week(), Map.of("limit", 1000)).path("sessions");
    assertThat(sessions).hasSize(history.size());
    for (int i = 0; i < history.size(); i++) {
      assertThat(shown(sessions.get(i))).isEqualTo(history.get(i));
    }
  }

  @Test
  void theCountersHaveNoDrift() {
    JsonNode found =
        bot.client().recount(bot, LocalDate.parse("2024-03-01"), LocalDate.parse("2024-03-14"));
    assertThat(found.path("sessions").asInt()).isEqualTo(history.size());
    assertThat(found.path("drift").asInt()).isZero();
    assertThat(found.path("undecided").asInt()).isZero();
    assertThat(found.path("finished").asBoolean()).isTrue();
  }

  @Test
  void theTotalAndThePageAreExactForEveryCombinationOfFilters() {
    int asked = 0;
    for (Part window : windows()) {
      for (Part containment : containments()) {
        for (Part user : users()) {
          for (Part type : types()) {
            for (Part tags : tags()) {
              check(window, containment, List.of(user, type, tags));
              asked++;
            }
          }
        }
      }
    }
    assertThat(asked).isEqualTo(3 * 4 * 3 * 3 * 4);
  }

  @Test
  void pagesOfAnySizeTogetherAreTheWholeBySkipAndByCursor() {
    for (int limit : new int[] {1 + random.nextInt(7), 10 + random.nextInt(90), 1000}) {
      for (Part containment : containments()) {
        List<String> expected = ids(history.stream().filter(containment.lets()).toList());
        List<String> bySkip = new ArrayList<>();
        List<String> byCursor = new ArrayList<>();
        Map<String, Object> next = Map.of("limit", limit);
        boolean more = true;
        while (more && bySkip.size() < 150) {
          JsonNode skipped =
              ask(query(containment), week(), Map.of("limit", limit, "skip", bySkip.size()));
          JsonNode followed = ask(query(containment), byCursor.isEmpty() ? week() : Map.of(), next);
          bySkip.addAll(skipped.findValuesAsText("sessionId"));
          byCursor.addAll(followed.findValuesAsText("sessionId"));
          more = skipped.path("moreAvailable").asBoolean();
          assertThat(followed.path("moreAvailable").asBoolean()).isEqualTo(more);
          assertThat(followed.path("total").asInt()).isEqualTo(expected.size());
          assertThat(skipped.path("total").asInt()).isEqualTo(expected.size());
          assertThat(more).isEqualTo(bySkip.size() < expected.size());
          next = Map.of("limit", limit, "cursor", followed.path("next").asText());
        }
        assertThat(bySkip)
            .as("limit %d, %s", limit, containment.value())
            .isEqualTo(expected.subList(0, bySkip.size()));
        assertThat(byCursor).isEqualTo(bySkip);
      }
    }
  }

  private void check(Part window, Part containment, List<Part> parts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Predicate<Expected> lets = window.lets().and(containment.lets());
    for (Part part : parts) {
      lets = lets.and(part.lets());
      if (!part.name().isEmpty()) {
        fields.put(part.name(), part.value());
      }
    }
    List<String> expected = ids(history.stream().filter(lets).toList());
    int skip = random.nextInt(expected.size() + 2);
    int limit = 1 + random.nextInt(60);
    fields.put("skip", skip);
    fields.put("limit", limit);
    JsonNode page = ask(query(containment), (Map<?, ?>) window.value(), fields);
    int from = Math.min(skip, expected.size());
    int to = Math.min(skip + limit, expected.size());
    String what = window.value() + " " + containment.value() + " " + fields;
    assertThat(page.path("total").asInt()).as(what).isEqualTo(expected.size());
    assertThat(page.findValuesAsText("sessionId")).as(what).isEqualTo(expected.subList(from, to));
    assertThat(page.path("moreAvailable").asBoolean())
        .as(what)
        .isEqualTo(skip + (to - from) < expected.size());
  }

  private List<Part> windows() {
    Instant from = RandomHistory.BEGIN.plusMillis(random.nextInt(3 * 86_400_000));
    Instant to = from.plusMillis(random.nextInt(3 * 86_400_000));
    // Its ends are the starts of sessions: both are included.
    Instant first = history.get(history.size() - 1 - random.nextInt(50)).start();
    Instant last = history.get(random.nextInt(50)).start();
    return List.of(new Part("", week(), e -> true), window(from, to), window(first, last));
  }

  private static Part window(Instant from, Instant to) {
    return new Part(
        "",
        Map.of("dateFrom", from.toString(), "dateTo", to.toString()),
        e -> !e.start().isBefore(from) && !e.start().isAfter(to));
  }

  private static List<Part> containments() {
    return List.of(
        new Part("", "", e -> true),
        new Part("", "dropOff", e -> e.containment().equals("dropOff")),
        new Part("", "selfService", e -> e.containment().equals("selfService")),
        new Part("", "agent", e -> e.containment().equals("agent")));
  }

  private static List<Part> users() {
    return List.of(
        new Part("", "", e -> true),
        new Part("userId", "c#d", e -> e.user().equals("c#d")),
        new Part("userId", "nobody", e -> false));
  }

  private static List<Part> types() {
    return List.of(
        new Part("", "", e -> true),
        new Part("sessionType", "interactive", Expected::interactive),
        new Part("sessionType", "non-interactive", e -> !e.interactive()));
  }

  private static List<Part> tags() {
    return List.of(
        new Part("", "", e -> true),
        new Part(
            "tags",
            Map.of(
                "and",
                List.of(Map.of("name", "plan", "values", List.of("v0", "v1"), "type", "userTags"))),
            e -> e.has(true, false, "plan", List.of("v0", "v1"))),
        new Part(
            "tags",
            Map.of(
                "or",
                List.of(
                    Map.of("name", "plan", "values", List.of("v2")),
                    Map.of("name", "city", "values", List.of("v2"), "type", "sessionTags"))),
            e ->
                e.has(true, true, "plan", List.of("v2"))
                    || e.has(false, true, "city", List.of("v2"))),
        new Part(
            "tags",
            List.of(Map.of("name", "city", "value", "v1")),
            e -> e.has(true, true, "city", List.of("v1"))));
  }

  private static Map<String, Object> week() {
    return Map.of("dateFrom", "2024-03-04", "dateTo", "2024-03-10");
  }

  private static String query(Part containment) {
    return containment.value().equals("") ? "" : "?containmentType=" + containment.value();
  }

  private JsonNode ask(String query, Map<?, ?> window, Map<String, ?> fields) {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    window.forEach((name, value) -> body.put((String) name, value));
    Answer answer = bot.history(query, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(List<Expected> sessions) {
    return sessions.stream().map(Expected::id).toList();
  }

  private static Expected shown(JsonNode row) {
    return new Expected(
        row.path("sessionId").asText(),
        row.path("userId").asText(),
        row.path("channel").asText(),
        Instant.parse(row.path("start_time").asText()),
        Instant.parse(row.path("end_time").asText()),
        row.path("sessionType").asText().equals("interactive"),
        row.path("containmentType").asText(),
        row.path("sessionStatus").asText().equals("closed"),
        row.path("isDeveloper").asBoolean(),
        tags(row.at("/tags/userTags")),
        tags(row.at("/tags/sessionTags")),
        row.path("noOfMessagesExchanged").asInt(),
        row.path("noOfTasksExecuted").asInt());
  }

  private static Map<String, String> tags(JsonNode tags) {
    Map<String, String> read = new LinkedHashMap<>();
    tags.forEach(tag -> read.put(tag.path("name").asText(), tag.path("value").asText()));
    return read;
  }
}
