package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
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
 * The budget of a page by tag (contract, section 5), among very many sessions. All are counted and
 * indexed. Only the hours that the pages show have rows, because writing them takes most of the
 * time.
 */
class TagBudgetIT {
  /** Sessions of the bot; {@code .ci/nightly} takes a million. */
  private static final int SESSIONS = Integer.getInteger("budget.tagged", 100_000);

  /** The hours whose newest sessions are shown. */
  private static final List<Instant> HOURS =
      List.of(
          Traffic.TO.minus(Duration.ofHours(1)).plusMillis(1),
          Traffic.FROM.plus(Duration.ofHours(3 * 24 + 11)),
          Traffic.FROM.plus(Duration.ofHours(1)));

  private static final Duration SHOWN = Duration.ofHours(1);
  private static final TagFilter.Condition GOLD =
      new TagFilter.Condition("plan", Set.of("gold"), Optional.empty());
  private static final TagFilter.Condition CAMPAIGN =
      new TagFilter.Condition("campaign", Set.of("week-47"), Optional.empty());

  private final Traffic traffic = new Traffic(List.of(Traffic.of(SESSIONS).main()), 1);
  private final CapacityMeter meter = new CapacityMeter();

  @Test
  void aPageByATagOfAThirdIsSixtyReadUnitsAtAnyDepthWithAnyFilter() {
    try (BenchmarkDatabase database = BenchmarkDatabase.inMemory(traffic);
        DynamoDbClient metered = database.client(meter)) {
      database.fillCounters(session -> isShown(session.startTime()));
      SessionHistory history = database.history(metered);

      for (TimeWindow window : List.of(whole(), cut())) {
        for (HistoryFilter filter :
            List.of(
                filter(window, Optional.empty(), Optional.empty(), GOLD),
                filter(window, Optional.of(ContainmentType.AGENT), Optional.empty(), GOLD),
                filter(window, Optional.empty(), Optional.of(SessionType.INTERACTIVE), GOLD))) {
          for (Instant hour : HOURS) {
            assertThat(readUnits(history, filter, hour)).isLessThanOrEqualTo(60);
          }
        }
      }
      // Of the rarer tag each row is read by itself.
      assertThat(
              readUnits(
                  history,
                  filter(whole(), Optional.empty(), Optional.empty(), CAMPAIGN),
                  HOURS.get(1)))
          .isLessThanOrEqualTo(80);
      // The postings of both tags are read: 15 bytes each, half a read unit for 4 KB.
      assertThat(
              readUnits(
                  history,
                  filter(whole(), Optional.empty(), Optional.empty(), GOLD, CAMPAIGN),
                  HOURS.get(1)))
          .isLessThanOrEqualTo(100 + SESSIONS / 500.0);
    }
  }

  /** Asks for a page that begins with the newest session of an hour, and checks its total. */
  private double readUnits(SessionHistory history, HistoryFilter filter, Instant hour) {
    List<Session> matching =
        StreamSupport.stream(((Iterable<Session>) traffic::sessions).spliterator(), false)
            .filter(filter::matches)
            .toList();
    Instant end = hour.plus(SHOWN);
    long skip = matching.stream().filter(session -> !session.startTime().isBefore(end)).count();
    List<HistoryPage> answer = new ArrayList<>();
    Bot bot = new Bot(traffic.main().id(), "account", BotSettings.DEFAULT);
    HistoryQuery query = new HistoryQuery(List.of(bot), filter, skip, Optional.empty(), 100);
    long begin = System.nanoTime();
    double units = meter.of(() -> answer.add(history.page(query))).reads();
    HistoryPage page = answer.getFirst();
    System.out.printf(
        "budget: %d sessions, %d match, skip %d, %d shown: %.1f RU, %d ms%n",
        SESSIONS,
        page.total(),
        skip,
        page.sessions().size(),
        units,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    assertThat(page.total()).isEqualTo(matching.size());
    return units;
  }

  private static boolean isShown(Instant start) {
    return HOURS.stream()
        .anyMatch(hour -> !start.isBefore(hour) && start.isBefore(hour.plus(SHOWN)));
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

  private static HistoryFilter filter(
      TimeWindow window,
      Optional<ContainmentType> containment,
      Optional<SessionType> type,
      TagFilter.Condition... conditions) {
    return new HistoryFilter(
        window, Optional.empty(), containment, type, new TagFilter(List.of(conditions), List.of()));
  }
}
