package org.conversationsessions.acceptance.compatibility;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Event;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.application.recording.RealTraffic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Recorded conversations of 40 people, read as xob-cat reads them. The recording has no texts, so
 * each message says its own event's id.
 */
@DisplayName("xob-cat; contract, sections 5 and 14")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XobCatIT {
  private static final int PEOPLE = 40;
  private static final int BATCH = 100;
  private static final Duration KEPT_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Pauses between pages are left out. A longer one would mean that the service refused a call. */
  private static final Consumer<Duration> NO_PAUSE =
      duration -> assertThat(duration).isLessThanOrEqualTo(Duration.ofSeconds(1));

  private final TestBot bot = TestBot.create();
  private final XobCat client = xobCat(bot, NO_PAUSE);
  private final List<JsonNode> events = ofSomePeople(RealTraffic.events());
  private final List<JsonNode> expected = ofSomePeople(RealTraffic.sessions());
  private final List<XobCat.Session> sessions = new ArrayList<>();

  @BeforeAll
  void recordAndClose() {
    keepClosingMessages(bot);
    for (int from = 0; from < events.size(); from += BATCH) {
      bot.record(
          events.subList(from, Math.min(events.size(), from + BATCH)).stream()
              .map(XobCatIT::withText)
              .toArray(Event[]::new));
    }
    Instant last = Instant.parse(events.getLast().path("timestamp").asText());
    bot.sweep(last.plus(Duration.ofDays(1)));
    awaitClosingMessages();
    for (LocalDate monday : weeks()) {
      Instant from = monday.atStartOfDay().toInstant(ZoneOffset.UTC);
      sessions.addAll(
          client.getSessionsMetadata(
              Http.isoMillis(from),
              Http.isoMillis(from.plus(Duration.ofDays(7)).minusMillis(1)),
              0,
              XobCat.SESSIONS));
    }
  }

  @Test
  void everySessionIsShownUnderItsContainmentType() {
    Map<String, String> shown =
        sessions.stream()
            .collect(
                toMap(
                    session -> key(session.userId(), session.start()),
                    XobCat.Session::containmentType));
    assertThat(shown)
        .isEqualTo(
            expected.stream()
                .collect(
                    toMap(XobCatIT::key, session -> session.path("containmentType").asText())));
  }

  @Test
  void everySessionHasAllItsMessagesAndNoneTwice() {
    List<JsonNode> messages = client.getMessagesForSessions(sessions);

    assertThat(messages)
        .extracting(message -> message.at("/components/0/cT").asText())
        .containsOnly("text");
    assertThat(messages)
        .extracting(message -> message.path("_id").asText())
        .doesNotHaveDuplicates();
    // The dates end with the last session's end, and closing messages come later.
    assertThat(messages.stream().map(XobCatIT::text))
        .containsExactlyInAnyOrderElementsOf(
            events.stream().map(event -> event.path("eventId").asText()).toList());
    assertThat(counts(messages)).isEqualTo(expectedCounts());
  }

  @Test
  void everyClosingMessageIsRecognisedAndDropped() {
    Map<String, List<JsonNode>> bySession = new TreeMap<>();
    for (List<String> ids : XobCat.inBatches(sessions)) {
      bySession.putAll(
          client.getSessionMessages(ids).stream()
              .collect(groupingBy(message -> message.path("sessionId").asText())));
    }

    assertThat(bySession).hasSameSizeAs(sessions);
    Map<String, Integer> counts = expectedCounts();
    bySession.forEach(
        (id, messages) -> {
          int count = counts.getOrDefault(id, 0);
          assertThat(messages).hasSize(count + 1);
          assertThat(text(messages.getFirst())).isEqualTo(XobCat.CLOSING_MESSAGE);
          assertThat(XobCat.transcript(messages))
              .hasSize(count)
              .noneMatch(XobCat::isClosingMessage);
        });
  }

  @Test
  void aClosingMessageWithinEightSecondsStaysInTheTranscript() {
    TestBot other = TestBot.create();
    keepClosingMessages(other);
    // The first call of a function starts its process, which takes seconds.
    other.close(Map.of("userId", "nobody"));
    String id =
        other.recordOne(
            Event.userMessage("ada", "rtm", Instant.now()).with("text", "That is all."));
    other.close(Map.of("userId", "ada"));

    XobCat prompt = xobCat(other, NO_PAUSE);
    List<JsonNode> messages = prompt.getSessionMessages(List.of(id));
    for (long end = System.nanoTime() + KEPT_WITHIN.toNanos();
        messages.size() < 2 && System.nanoTime() < end;
        messages = prompt.getSessionMessages(List.of(id))) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    assertThat(XobCat.transcript(messages))
        .extracting(XobCat.Line::text)
        .containsExactly("That is all.", XobCat.CLOSING_MESSAGE);
  }

  @Test
  void addingTheLimitToSkipLosesNothing() {
    List<String> ids = XobCat.inBatches(sessions).getFirst();
    List<JsonNode> atOnce = client.getSessionMessages(ids);
    List<JsonNode> byPages =
        client.getMessages(
            Http.isoMillis(Instant.EPOCH),
            Http.isoMillis(Instant.now()),
            ids,
            (atOnce.size() + 3) / 4);
    assertThat(byPages).isEqualTo(atOnce);
  }

  @Test
  void pagesOfSessionsDoNotOverlap() {
    String from = sessions.getFirst().start();
    String to = Http.isoMillis(Instant.parse(from).plus(Duration.ofDays(7)));
    List<XobCat.Session> both = client.getSessionsMetadata(from, to, 0, 10);
    List<XobCat.Session> pages = new ArrayList<>(client.getSessionsMetadata(from, to, 5, 5));
    pages.addAll(client.getSessionsMetadata(from, to, 0, 5));
    assertThat(pages).hasSize(10).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void sessionsSince1970AreRefusedAndTheClientShowsNone() {
    assertThat(
            client.getSessionsMetadata(
                Http.isoMillis(Instant.EPOCH), Http.isoMillis(Instant.now()), 0, 10_000))
        .isEmpty();
  }

  @Test
  void a401IsFatal() {
    XobCat wrong =
        new XobCat(
            bot.client().service().url(),
            bot.id().value(),
            new TestApp(bot.builder().app(), bot.admin().secret()),
            NO_PAUSE);
    String start = sessions.getFirst().start();
    assertThatThrownBy(() -> wrong.getSessionsMetadata(start, start, 0, XobCat.SESSIONS))
        .isInstanceOf(XobCat.ApiException.class)
        .hasMessageContaining("Invalid SDK credentials");
  }

  private static XobCat xobCat(TestBot bot, Consumer<Duration> pause) {
    return new XobCat(bot.client().service().url(), bot.id().value(), bot.builder(), pause);
  }

  private static void keepClosingMessages(TestBot bot) {
    Answer settings = bot.settings(Map.of("closureBehavior", "message"));
    assertThat(settings.json().path("keepMessages").asBoolean()).as(settings.brief()).isTrue();
  }

  private static Event withText(JsonNode event) {
    Event sent = new Event(Map.of("text", event.path("eventId").asText()));
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      sent = sent.with(field.getKey(), field.getValue().asText());
    }
    return sent;
  }

  /** Closing messages are kept by the consumer of the stream. */
  private void awaitClosingMessages() {
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    int kept = 0;
    while (kept < expected.size() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
      kept =
          bot.client()
              .call("POST", "/api/public/getMessagesV2", bot.admin().token(), "{\"limit\":1}")
              .json()
              .path("total")
              .asInt();
    }
    assertThat(kept).as("closing messages of the last 7 days").isEqualTo(expected.size());
  }

  /** Returns the first days of the weeks in which sessions start. */
  private List<LocalDate> weeks() {
    return expected.stream()
        .map(session -> LocalDate.parse(session.path("start_time").asText().substring(0, 10)))
        .map(day -> day.minusDays(day.getDayOfWeek().getValue() - 1L))
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the expected number of messages of each session that the client was shown. */
  private Map<String, Integer> expectedCounts() {
    Map<String, Integer> byKey =
        expected.stream()
            .collect(
                toMap(XobCatIT::key, session -> session.path("noOfMessagesExchanged").asInt()));
    return sessions.stream()
        .collect(
            toMap(
                XobCat.Session::sessionId,
                session -> byKey.getOrDefault(key(session.userId(), session.start()), 0)));
  }

  private static Map<String, Integer> counts(List<JsonNode> messages) {
    return messages.stream()
        .collect(toMap(message -> message.path("sessionId").asText(), _ -> 1, Integer::sum));
  }

  /** Leaves out what is not about the first people of the recording. */
  private static List<JsonNode> ofSomePeople(List<JsonNode> all) {
    Set<String> people =
        RealTraffic.events().stream()
            .map(event -> event.path("userId").asText())
            .distinct()
            .limit(PEOPLE)
            .collect(toSet());
    return all.stream().filter(one -> people.contains(one.path("userId").asText())).toList();
  }

  private static String key(JsonNode session) {
    return key(session.path("userId").asText(), session.path("start_time").asText());
  }

  private static String key(String userId, String start) {
    return userId + " " + start;
  }

  private static String text(JsonNode message) {
    return message.at("/components/0/data/text").asText();
  }
}
