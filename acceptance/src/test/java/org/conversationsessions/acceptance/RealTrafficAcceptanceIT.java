package org.conversationsessions.acceptance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.conversationsessions.application.recording.RealTraffic;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The whole way, with what real people wrote: recorded through HTTP by one client, and by eight at
 * a time who send everything twice; closed by one sweep; read back by getSessions; then sent once
 * more. The expected results were computed independently of this project. The service is its own,
 * so that the sweep closes nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealTrafficAcceptanceIT {
  private static final int CLIENTS = 8;
  private static final int REMEMBERED = 50;
  private static final Duration WINDOW = Duration.ofDays(7);

  /** Long after the last event. */
  private static final Instant SWEEP = Instant.parse("2026-01-01T00:00:00Z");

  private final LocalService service = RunningService.start(Map.of());
  private final TestBot byOne = TestBot.create(service);
  private final TestBot byEight = TestBot.create(service);
  private List<JsonNode> events = List.of();
  private List<String> expected = List.of();
  private List<JsonNode> sessionsByOne = List.of();
  private List<JsonNode> sessionsByEight = List.of();
  private List<JsonNode> sessionsByOneSentAgain = List.of();
  private JsonNode sweep = new ObjectMapper().missingNode();
  private JsonNode secondSweep = new ObjectMapper().missingNode();

  @BeforeAll
  void recordAndSweep() throws Exception {
    events = RealTraffic.events();
    expected = RealTraffic.sessions().stream().map(RealTrafficAcceptanceIT::line).sorted().toList();
    inBatches(events, 100, batch -> send(byOne, batch));
    byClients(
        events,
        own ->
            // So small that the whole batch is still remembered when it comes again.
            inBatches(
                own,
                REMEMBERED,
                batch -> {
                  send(byEight, batch);
                  send(byEight, batch);
                }));
    sweep = byOne.sweep(SWEEP);
    secondSweep = byOne.sweep(SWEEP);
    sessionsByOne = walk(byOne, windows());
    sessionsByEight = walk(byEight, windows());
    // Events of longer conversations may fit nowhere by now.
    List<JsonNode> remembered = ofShort(events, conversations());
    byClients(remembered, own -> inBatches(own, 100, batch -> send(byOne, batch)));
    sessionsByOneSentAgain = walk(byOne, windowsWith(remembered));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void oneClientMakesExactlyTheExpectedSessions() {
    assertThat(lines(sessionsByOne)).isEqualTo(expected);
  }

  @Test
  void eightClientsWhoSendEverythingTwiceMakeExactlyTheExpectedSessions() {
    assertThat(lines(sessionsByEight)).isEqualTo(expected);
  }

  @Test
  void everySessionIsClosedAndHasAnIdentifierOfItsOwn() {
    assertThat(sessionsByEight)
        .allMatch(session -> session.path("sessionStatus").asText().equals("closed"));
    Set<String> ids = new TreeSet<>();
    sessionsByEight.forEach(session -> ids.add(session.path("sessionId").asText()));
    assertThat(ids).hasSize(expected.size());
  }

  @Test
  void oneSweepClosedEverythingAndASecondClosesNothing() {
    assertThat(sweep.path("finished").asBoolean()).isTrue();
    assertThat(sweep.path("failed").asInt()).isZero();
    assertThat(sweep.path("closed").asInt()).isEqualTo(2 * conversations().size());
    assertThat(secondSweep.path("closed").asInt()).isZero();
    assertThat(secondSweep.path("rescheduled").asInt()).isZero();
    assertThat(secondSweep.path("finished").asBoolean()).isTrue();
  }

  @Test
  void theTotalsAreRightForEachContainmentTypeInEachWindow() {
    Map<String, Long> right =
        RealTraffic.sessions().stream()
            .collect(groupingBy(this::windowAndContainment, TreeMap::new, counting()));
    Map<String, Long> shown = new TreeMap<>();
    // That other windows have none is seen by walking over them.
    for (String from : new TreeSet<>(right.keySet().stream().map(k -> k.split(" ")[0]).toList())) {
      for (String containment : List.of("dropOff", "selfService", "agent")) {
        long total = total(Instant.parse(from), "?containmentType=" + containment);
        if (total > 0) {
          shown.put(from + " " + containment, total);
        }
      }
    }
    assertThat(shown).isEqualTo(right);
  }

  @Test
  void theCountersHaveNoDriftWhereTheTrafficWasDensest() {
    Map<LocalDate, Long> days =
        sessionsByEight.stream()
            .collect(
                groupingBy(
                    session ->
                        LocalDate.parse(session.path("start_time").asText().substring(0, 10)),
                    counting()));
    LocalDate densest =
        days.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    for (TestBot bot : List.of(byOne, byEight)) {
      JsonNode found = bot.client().recount(bot, densest.minusDays(20), densest.plusDays(20));
      assertThat(found.path("sessions").asLong()).isGreaterThanOrEqualTo(days.get(densest));
      assertThat(found.path("drift").asInt()).isZero();
      assertThat(found.path("undecided").asInt()).isZero();
    }
  }

  @Test
  void replayingTheFileDoesNotChangeAConversationWithAtMostFiftyEvents() {
    Map<String, Long> sizes = conversations();
    List<JsonNode> before = ofShort(sessionsByOne, sizes);
    assertThat(before).hasSizeGreaterThan(100);
    assertThat(ofShort(sessionsByOneSentAgain, sizes)).isEqualTo(before);
  }

  private Map<String, Long> conversations() {
    return events.stream().collect(groupingBy(RealTrafficAcceptanceIT::conversation, counting()));
  }

  /** Those of some sessions or events whose conversation is remembered whole. */
  private static List<JsonNode> ofShort(List<JsonNode> some, Map<String, Long> sizes) {
    return some.stream()
        .filter(s -> sizes.getOrDefault(conversation(s), 0L) <= REMEMBERED)
        .toList();
  }

  /** Each client with its share of the conversations, all at a time. */
  private static void byClients(List<JsonNode> events, Consumer<List<JsonNode>> client)
      throws InterruptedException, ExecutionException {
    Map<Integer, List<JsonNode>> shares =
        events.stream()
            .collect(
                groupingBy(
                    event -> Math.floorMod(conversation(event).hashCode(), CLIENTS),
                    LinkedHashMap::new,
                    Collectors.toList()));
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      shares.values().forEach(own -> running.add(clients.submit(() -> client.accept(own))));
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private static void inBatches(List<JsonNode> events, int size, Consumer<List<JsonNode>> sending) {
    for (int i = 0; i < events.size(); i += size) {
      sending.accept(events.subList(i, Math.min(i + size, events.size())));
    }
  }

  private static void send(TestBot bot, List<JsonNode> batch) {
    Answer answer = post(bot, batch);
    if (answer.status() != 200 || answer.text().contains("\"error\"")) {
      throw new AssertionError("not recorded: " + answer);
    }
  }

  private static Answer post(TestBot bot, List<JsonNode> batch) {
    String body = Client.text(Map.of("events", batch));
    return bot.client().call("POST", bot.path("activity"), bot.builder().token(), body);
  }

  /** All sessions of some windows, window by window and page by page. */
  private static List<JsonNode> walk(TestBot bot, Collection<Instant> windows) {
    List<JsonNode> sessions = new ArrayList<>();
    for (Instant from : windows) {
      JsonNode page = ask(bot, "", from, 0);
      int skip = 0;
      while (true) {
        page.path("sessions").forEach(sessions::add);
        skip += page.path("sessions").size();
        if (!page.path("moreAvailable").asBoolean()) {
          assertThat(page.path("total").asInt()).isEqualTo(skip);
          break;
        }
        page = ask(bot, "", from, skip);
      }
    }
    return sessions;
  }

  /** Windows side by side over all the years, none of which shares a millisecond with the next. */
  private List<Instant> windows() {
    Instant last = Instant.parse(events.getLast().path("timestamp").asText());
    List<Instant> windows = new ArrayList<>();
    for (Instant from = begin(); !from.isAfter(last); from = from.plus(WINDOW)) {
      windows.add(from);
    }
    return windows;
  }

  private Instant begin() {
    return Instant.parse(events.getFirst().path("timestamp").asText());
  }

  /** The windows that some of these events are in, in their order. */
  private Set<Instant> windowsWith(List<JsonNode> some) {
    return some.stream()
        .map(event -> window(event.path("timestamp")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Instant window(JsonNode time) {
    Duration since = Duration.between(begin(), Instant.parse(time.asText()));
    return begin().plus(WINDOW.multipliedBy(since.dividedBy(WINDOW)));
  }

  private String windowAndContainment(JsonNode session) {
    return window(session.path("start_time")) + " " + session.path("containmentType").asText();
  }

  private long total(Instant from, String query) {
    return ask(byEight, query, from, 0).path("total").asLong();
  }

  private static JsonNode ask(TestBot bot, String query, Instant from, int skip) {
    Answer answer =
        bot.history(
            query,
            Map.of(
                "dateFrom",
                from.toString(),
                "dateTo",
                from.plus(WINDOW).minusMillis(1).toString(),
                "skip",
                skip,
                "limit",
                500));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> lines(List<JsonNode> sessions) {
    return sessions.stream().map(RealTrafficAcceptanceIT::line).sorted().toList();
  }

  private static String line(JsonNode session) {
    ObjectNode line = new ObjectMapper().createObjectNode();
    for (String field :
        List.of(
            "userId",
            "channel",
            "start_time",
            "end_time",
            "sessionType",
            "containmentType",
            "noOfMessagesExchanged")) {
      line.set(field, session.path(field));
    }
    return line.toString();
  }

  private static String conversation(JsonNode event) {
    return event.path("userId").asText() + " " + event.path("channel").asText();
  }
}
