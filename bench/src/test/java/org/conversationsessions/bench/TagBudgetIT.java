package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The budget of a page by tag with its exact total (contract, section 5), among very many sessions.
 * All are counted and indexed. Only those on the pages, and between them, have rows, because
 * writing them takes most of the time.
 */
class TagBudgetIT {
  /** Sessions of the bot; {@code .ci/nightly} takes a million. */
  private static final int SESSIONS = Integer.getInteger("budget.tagged", 60_000);

  private static final int LIMIT = 100;

  /** The ends of the first page, of one in the middle of the week, and of nearly the last. */
  private static final List<Instant> ENDS =
      List.of(
          Traffic.TO.plusMillis(1),
          Traffic.FROM.plus(Duration.ofHours(3 * 24 + 12)),
          Traffic.FROM.plus(Duration.ofHours(26)));

  private static final TagFilter.Condition GOLD =
      new TagFilter.Condition("plan", Set.of("gold"), Optional.empty());
  private static final TagFilter.Condition CAMPAIGN =
      new TagFilter.Condition("campaign", Set.of("week-47"), Optional.empty());

  private static final Optional<ContainmentType> AGENT = Optional.of(ContainmentType.AGENT);
  private static final Optional<SessionType> INTERACTIVE = Optional.of(SessionType.INTERACTIVE);

  private final Traffic traffic = new Traffic(List.of(Traffic.of(SESSIONS).main()), 1);
  private final CapacityMeter meter = new CapacityMeter();
  private final Map<HistoryFilter, long[]> starts = new LinkedHashMap<>();
  private final List<Asked> queries = new ArrayList<>();

  /**
   * A page that is measured.
   *
   * @param end the page begins with the newest session before it
   * @param maxUnits the budget in read units
   */
  private record Asked(HistoryFilter filter, Instant end, double maxUnits) {}

  /**
   * What is expected of a page.
   *
   * @param asked the query
   * @param total how many sessions match
   * @param skip how many of them are newer than the page
   * @param oldest the start of the oldest session that is read
   * @param newest that of the newest
   */
  private record Page(Asked asked, int total, int skip, long oldest, long newest) {}

  @Test
  void aPageByOneTagWithOtherFiltersTakesAtMost60ReadUnitsAnd80ByARareTag() {
    for (TimeWindow window : List.of(whole(), cut())) {
      for (Instant end : ENDS) {
        ask(filter(window, Optional.empty(), Optional.empty(), GOLD), end, 60);
        ask(filter(window, AGENT, Optional.empty(), GOLD), end, 60);
        ask(filter(window, Optional.empty(), INTERACTIVE, GOLD), end, 60);
        ask(filter(window, AGENT, INTERACTIVE, GOLD), end, 60);
      }
    }
    // All rows of an end user are read: this one has some 140, and 700 of a million.
    ask(ofUser(traffic.main().users().get(SESSIONS / 10_000)), ENDS.getFirst(), 60);
    // Of the rarer tag each row is read by itself.
    ask(filter(whole(), Optional.empty(), Optional.empty(), CAMPAIGN), ENDS.get(1), 80);
    // The postings of both tags are read: 15 bytes each and 112 for each item.
    ask(
        filter(whole(), Optional.empty(), Optional.empty(), GOLD, CAMPAIGN),
        ENDS.get(1),
        100 + SESSIONS / 400.0);
    findMatches();
    List<Page> pages = queries.stream().map(this::page).toList();

    try (BenchmarkDatabase database = BenchmarkDatabase.inMemory(traffic);
        DynamoDbClient metered = database.client(meter)) {
      database.fillCounters(session -> isRead(session, pages));
      SessionHistory history = database.history(metered);
      for (Page page : pages) {
        assertThat(readUnits(history, page))
            .as("%s", page)
            .isLessThanOrEqualTo(page.asked.maxUnits);
      }
    }
  }

  private void ask(HistoryFilter filter, Instant end, double maxUnits) {
    queries.add(new Asked(filter, end, maxUnits));
  }

  /** Finds the starts of the sessions that each filter matches, in the order of time. */
  private void findMatches() {
    Map<HistoryFilter, LongStream.Builder> found = new LinkedHashMap<>();
    queries.forEach(query -> found.put(query.filter, LongStream.builder()));
    for (Iterator<Session> all = traffic.sessions(); all.hasNext(); ) {
      Session session = all.next();
      found.forEach(
          (filter, matching) -> {
            if (filter.matches(session)) {
              matching.add(session.startTime().toEpochMilli());
            }
          });
    }
    found.forEach((filter, matching) -> starts.put(filter, matching.build().sorted().toArray()));
  }

  /** Returns whether a page reads a session's row. */
  private static boolean isRead(Session session, List<Page> pages) {
    long start = session.startTime().toEpochMilli();
    String user = session.conversation().userId();
    return pages.stream()
        .anyMatch(
            page ->
                page.oldest <= start
                    && start <= page.newest
                    && page.asked.filter.userId().map(user::equals).orElse(true));
  }

  private Page page(Asked asked) {
    long[] matching = starts.getOrDefault(asked.filter, new long[0]);
    long end = asked.end.toEpochMilli();
    int skip = (int) LongStream.of(matching).filter(start -> start >= end).count();
    int newest = matching.length - 1 - skip;
    // The history reads one row more than it shows, and all rows of an end user.
    return asked.filter.userId().isPresent()
        ? new Page(asked, matching.length, skip, Long.MIN_VALUE, Long.MAX_VALUE)
        : new Page(
            asked, matching.length, skip, matching[Math.max(0, newest - LIMIT)], matching[newest]);
  }

  private double readUnits(SessionHistory history, Page expected) {
    HistoryFilter filter = expected.asked.filter;
    Bot bot = new Bot(traffic.main().id(), "account", BotSettings.DEFAULT);
    HistoryQuery query =
        new HistoryQuery(List.of(bot), filter, expected.skip, Optional.empty(), LIMIT);
    List<HistoryPage> answer = new ArrayList<>();
    long begin = System.nanoTime();
    double units = meter.of(() -> answer.add(history.page(query))).reads();
    HistoryPage page = answer.getFirst();
    System.out.printf(
        "budget: %d sessions, %d match, skip %d, %d shown: %.1f RU, %d ms%n",
        SESSIONS,
        page.total(),
        query.skip(),
        page.sessions().size(),
        units,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    assertThat(page.total()).isEqualTo(expected.total);
    assertThat(page.sessions())
        .hasSize(Math.min(LIMIT, expected.total - expected.skip))
        .allMatch(filter::matches);
    return units;
  }

  private static TimeWindow whole() {
    return new TimeWindow(Traffic.FROM, Traffic.TO);
  }

  /** Begins and ends within an hour, a minute and a second. */
  private static TimeWindow cut() {
    return new TimeWindow(
        Traffic.FROM.plus(Duration.ofMinutes(7)).plusMillis(23_456),
        Traffic.TO.minus(Duration.ofMinutes(11)).minusMillis(34_567));
  }

  private static HistoryFilter ofUser(String user) {
    return new HistoryFilter(
        whole(), Optional.of(user), AGENT, INTERACTIVE, new TagFilter(List.of(GOLD), List.of()));
  }

  private static HistoryFilter filter(
      TimeWindow window,
      Optional<ContainmentType> containment,
      Optional<SessionType> type,
      TagFilter.Condition... conditions) {
    return new HistoryFilter(
        window, Optional.empty(), containment, type, new TagFilter(List.of(conditions), List.of()));
  }
}
