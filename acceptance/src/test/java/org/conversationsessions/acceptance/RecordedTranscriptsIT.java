package org.conversationsessions.acceptance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.application.recording.RealTraffic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What real people and their bot wrote, read back as it was recorded: order, text, direction, end
 * user and channel. The recording inside the repository has no texts, so there each message says
 * its own event's id; {@code -Dtraffic.folder=DIR} reads another recording.
 */
@DisplayName("contract, section 14: transcripts of a recording")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedTranscriptsIT {
  private static final int BATCH = 100;
  private static final int ATTEMPTS = 10;
  private static final int SESSIONS = 50;
  private static final int PAGE = 400;

  private static final Comparator<Line> NEWEST_FIRST =
      Comparator.comparing(Line::time).thenComparing(Line::user).reversed();

  private final TestBot bot = TestBot.create();
  private final List<Line> recorded = new ArrayList<>();

  /** One message, as it was sent and as it is answered. */
  private record Line(
      String session, String user, String channel, Instant time, String direction, String text) {
    static Line sent(Event event, String session) {
      return new Line(
          session,
          field(event, "userId"),
          field(event, "channel"),
          Instant.parse(field(event, "timestamp")),
          field(event, "type").equals("userMessage") ? "incoming" : "outgoing",
          field(event, "text"));
    }

    private static String field(Event event, String name) {
      return String.valueOf(event.fields().get(name));
    }

    static Line read(JsonNode message) {
      return new Line(
          message.path("sessionId").asText(),
          message.path("createdBy").asText(),
          message.path("chnl").asText(),
          Instant.parse(message.path("createdOn").asText()),
          message.path("type").asText(),
          message.path("components").path(0).path("data").path("text").asText());
    }
  }

  @BeforeAll
  void recordAndClose() {
    Answer settings = bot.settings(Map.of("keepMessages", true));
    assertThat(settings.json().path("keepMessages").asBoolean()).as(settings.brief()).isTrue();
    List<JsonNode> events = RealTraffic.events();
    for (int from = 0; from < events.size(); from += BATCH) {
      List<Event> batch =
          events.subList(from, Math.min(events.size(), from + BATCH)).stream()
              .map(RecordedTranscriptsIT::withText)
              .toList();
      record(batch);
    }
    Instant last = recorded.stream().map(Line::time).max(Comparator.naturalOrder()).orElseThrow();
    assertThat(bot.sweep(last.plus(Duration.ofDays(1))).path("finished").asBoolean()).isTrue();
  }

  /** Records events in their order. What the service cannot take at the moment is sent again. */
  private void record(List<Event> events) {
    List<Event> left = events;
    for (int attempt = 0; !left.isEmpty() && attempt < ATTEMPTS; attempt++) {
      Answer answer = bot.send(left.toArray(Event[]::new));
      assertThat(answer.status()).as(answer.brief()).isIn(200, 503);
      List<Event> refused = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        JsonNode result = answer.json().path("results").path(i);
        if (result.hasNonNull("sessionId")) {
          recorded.add(Line.sent(left.get(i), result.path("sessionId").asText()));
        } else {
          refused.add(left.get(i));
        }
      }
      left = refused;
    }
    assertThat(left).isEmpty();
  }

  @Test
  void everySessionHasItsTranscript() {
    Map<String, List<Line>> bySession = recorded.stream().collect(groupingBy(Line::session));
    Map<String, List<Line>> read = new HashMap<>();
    List<String> ids = List.copyOf(bySession.keySet());
    for (int from = 0; from < ids.size(); from += SESSIONS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + SESSIONS));
      for (Line line : byCursor(Map.of("sessionId", some))) {
        read.computeIfAbsent(line.session(), _ -> new ArrayList<>()).add(line);
      }
    }
    assertThat(read.keySet()).isEqualTo(bySession.keySet());
    bySession.forEach((id, lines) -> assertThat(read.get(id)).as(id).isEqualTo(sorted(lines)));
  }

  @Test
  void everyEndUserHasTheirTranscriptBySkipAndByCursor() {
    Map<String, List<Line>> byUserAndWeek =
        recorded.stream()
            .collect(groupingBy(line -> line.user() + " " + week(line), TreeMap::new, toList()));
    byUserAndWeek.forEach(
        (key, lines) -> {
          Map<String, Object> query = new LinkedHashMap<>(window(week(lines.getFirst())));
          query.put("userId", lines.getFirst().user());
          assertThat(byCursor(query)).as(key).isEqualTo(sorted(lines));
          if (lines.size() > 1) {
            assertThat(bySkip(query, (lines.size() + 1) / 2)).as(key).isEqualTo(sorted(lines));
          }
        });
  }

  @Test
  void everyWindowHasItsTranscriptBySkipAndByCursor() {
    Map<LocalDate, List<Line>> byWeek =
        recorded.stream().collect(groupingBy(RecordedTranscriptsIT::week, TreeMap::new, toList()));
    byWeek.forEach(
        (week, lines) -> {
          assertThat(sorted(byCursor(window(week)))).as("%s", week).isEqualTo(sorted(lines));
          List<Line> bySkip = bySkip(window(week), PAGE);
          assertThat(sorted(bySkip)).as("%s", week).isEqualTo(sorted(lines));
          assertThat(bySkip).isSortedAccordingTo(Comparator.comparing(Line::time).reversed());
        });
  }

  private List<Line> byCursor(Map<String, ?> query) {
    List<Line> lines = new ArrayList<>();
    Map<String, Object> asked = new HashMap<>(query);
    asked.put("limit", PAGE);
    for (JsonNode page = ask(asked); ; page = ask(asked)) {
      page.path("messages").forEach(message -> lines.add(Line.read(message)));
      if (!page.path("moreAvailable").asBoolean()) {
        return lines;
      }
      asked = new HashMap<>(Map.of("limit", PAGE, "cursor", page.path("next").asText()));
    }
  }

  private List<Line> bySkip(Map<String, ?> query, int limit) {
    List<Line> lines = new ArrayList<>();
    Map<String, Object> asked = new HashMap<>(query);
    asked.put("limit", limit);
    while (true) {
      asked.put("skip", lines.size());
      JsonNode page = ask(asked);
      page.path("messages").forEach(message -> lines.add(Line.read(message)));
      if (!page.path("moreAvailable").asBoolean()) {
        assertThat(page.path("total").asInt()).isEqualTo(lines.size());
        return lines;
      }
    }
  }

  private JsonNode ask(Map<String, ?> query) {
    Answer answer = bot.messages("getMessagesV2", query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<Line> sorted(List<Line> lines) {
    return lines.stream().sorted(NEWEST_FIRST).toList();
  }

  private static LocalDate week(Line line) {
    LocalDate day = line.time().atZone(ZoneOffset.UTC).toLocalDate();
    return day.minusDays(day.getDayOfWeek().getValue() - 1L);
  }

  private static Map<String, Object> window(LocalDate week) {
    Instant from = week.atStartOfDay().toInstant(ZoneOffset.UTC);
    return Map.of(
        "dateFrom", from.toString(),
        "dateTo", from.plus(Duration.ofDays(7)).minusMillis(1).toString());
  }

  private static Event withText(JsonNode event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    event.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    fields.putIfAbsent("text", fields.get("eventId"));
    return new Event(fields);
  }
}
