package org.conversationsessions.application.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.SessionFixture;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.domain.metric.GroupKey;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.metric.SessionFigures;
import org.conversationsessions.domain.metric.ZonedBins;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link SessionMetrics} promises (contract, section 17). */
public abstract class SessionMetricsPortTests {
  /** How long the implementation under test keeps closed sessions. */
  protected static final Duration RETENTION = Duration.ofDays(90);

  /** The service's time for the implementation under test. */
  protected static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:34:56Z"), ZoneOffset.UTC);

  private static final Instant RECENTLY = CLOCK.instant().minus(Duration.ofDays(3));
  private static final Instant EXPIRED = CLOCK.instant().minus(RETENTION);

  private final String name = UUID.randomUUID().toString();
  private int sessions;

  /** Returns the metrics under test, with {@link #CLOCK} and {@link #RETENTION}. */
  protected abstract SessionMetrics metrics();

  /** Returns the history of the same sessions. */
  protected abstract SessionHistory history();

  /** Returns the conversations whose sessions are counted. */
  protected abstract Conversations conversations();

  @Test
  void aBotWithoutSessionsHasEveryBinAndOnlyZeros() {
    MetricsResult result = count(query(window("2026-11-10", "2026-11-12")));

    assertThat(result.totals()).isEqualTo(SessionFigures.NONE);
    assertThat(result.series())
        .hasSize(3)
        .allMatch(bin -> bin.figures().equals(SessionFigures.NONE));
    assertThat(result.groups()).isEmpty();
    assertThat(metrics().count(of(List.of(), query(window("2026-11-10", "2026-11-12")))).totals())
        .isEqualTo(SessionFigures.NONE);
  }

  @Test
  void sessionsCountByTheirStartInTheirBinAndBothEndsOfTheWindowAreIncluded() {
    write(
        closed("2026-11-10T10:00:00.001Z", ContainmentType.AGENT),
        closed("2026-11-10T10:00:00.002Z", ContainmentType.AGENT),
        closed("2026-11-11T00:00:00Z", ContainmentType.DROP_OFF),
        closed("2026-11-12T10:00:00.002Z", ContainmentType.SELF_SERVICE),
        closed("2026-11-12T10:00:00.003Z", ContainmentType.SELF_SERVICE));
    TimeWindow window =
        new TimeWindow(at("2026-11-10T10:00:00.002Z"), at("2026-11-12T10:00:00.002Z"));

    MetricsResult result = count(query(window));

    assertThat(result.window()).isEqualTo(window);
    assertThat(result.totals().sessions()).isEqualTo(3);
    assertThat(result.series())
        .extracting(bin -> bin.figures().sessions())
        .containsExactly(1L, 1L, 1L);
    assertThat(result.asOf()).isBeforeOrEqualTo(CLOCK.instant());
  }

  @Test
  void aLiveSessionCountsAsWhatItIsNow() {
    Session started = started("2026-11-20T12:00:00Z");
    new SessionFixture(conversations()).writeLive(started, started);

    SessionFigures now = count(query(window("2026-11-20", "2026-11-20"))).totals();

    assertThat(now.sessions()).isEqualTo(1);
    assertThat(now.sessions(ContainmentType.SELF_SERVICE)).isEqualTo(1);
    assertThat(now.sessions(started.type())).isEqualTo(1);
  }

  @Test
  void aSessionThatChangedCountsOnceAsWhatItHasBecome() {
    Session started = started("2026-11-18T12:00:00Z");
    write(started);
    count(query(window("2026-11-18", "2026-11-18")));
    write(started.closed(closing(RECENTLY), ContainmentType.AGENT));

    SessionFigures after = count(query(window("2026-11-18", "2026-11-18"))).totals();

    assertThat(after.sessions()).isEqualTo(1);
    assertThat(after.sessions(ContainmentType.AGENT)).isEqualTo(1);
  }

  @Test
  void expiredSessionsDoNotCountAndTheWindowBeginsWithTheFirstThatIsKept() {
    write(
        closed("2026-08-20T10:00:00Z", EXPIRED, ContainmentType.AGENT),
        closed("2026-08-20T11:10:00Z", EXPIRED.plusSeconds(1), ContainmentType.DROP_OFF),
        closed("2026-08-21T11:10:00Z", RECENTLY, ContainmentType.AGENT));

    MetricsResult result = count(query(window("2026-08-20", "2026-08-23")));

    assertThat(result.totals().sessions()).isEqualTo(2);
    assertThat(result.window().from()).isEqualTo(at("2026-08-20T11:00:00Z"));
    assertThat(result.series())
        .extracting(bin -> bin.figures().sessions())
        .containsExactly(1L, 1L, 0L, 0L);
    assertThat(count(query(window("2026-08-01", "2026-08-19"))).window().from())
        .isEqualTo(at("2026-08-19T23:59:59.999Z"));
    assertThat(count(query(window("2026-08-22", "2026-08-25"))).window().from())
        .isEqualTo(at("2026-08-22T12:00:00Z"));
  }

  @Test
  void sessionsRecordedLateCountHoweverOldTheyAre() {
    write(
        closed("2024-03-05T00:20:00Z", RECENTLY, ContainmentType.AGENT),
        closed("2024-03-06T10:00:00Z", RECENTLY, ContainmentType.AGENT));

    MetricsResult result = count(query(window("2024-03-05", "2024-03-07")));

    assertThat(result.window()).isEqualTo(window("2024-03-05", "2024-03-07"));
    assertThat(result.totals().sessions()).isEqualTo(2);
  }

  @Test
  void filtersGroupsAndHoursOfTheDayHoldTogether() {
    write(
        closed("2026-11-10T03:29:59Z", ContainmentType.AGENT),
        closed("2026-11-10T03:30:00Z", ContainmentType.AGENT),
        closed("2026-11-11T03:31:00Z", ContainmentType.DROP_OFF),
        closed("2026-11-11T03:31:01Z", ContainmentType.DROP_OFF),
        closed("2026-11-11T03:31:02Z", ContainmentType.DROP_OFF),
        started("2026-11-11T04:31:00Z"));
    MetricsQuery inKolkata =
        new MetricsQuery(
            TestBots.of(List.of(bot(0))),
            window("2026-11-10", "2026-11-12"),
            MetricsInterval.HOUR,
            new ZonedBins(ZoneId.of("Asia/Kolkata")),
            Optional.empty(),
            Optional.of(SessionType.NON_INTERACTIVE),
            Set.of(MetricsDimension.CONTAINMENT_TYPE),
            false,
            true,
            false);

    MetricsResult result = count(inKolkata);

    assertThat(result.totals().sessions()).isEqualTo(6);
    assertThat(result.activeHours().get(8).sessions()).isEqualTo(1);
    assertThat(result.activeHours().get(9).sessions()).isEqualTo(4);
    assertThat(result.activeHours().get(10).sessions()).isEqualTo(1);
    assertThat(result.groups())
        .extracting(MetricsResult.Group::key)
        .containsExactly(
            key(ContainmentType.DROP_OFF),
            key(ContainmentType.AGENT),
            key(ContainmentType.SELF_SERVICE));
    assertThat(
            result.series().stream()
                .filter(bin -> bin.figures().sessions() > 0)
                .map(bin -> bin.bin().start()))
        .containsExactly(
            at("2026-11-10T02:30:00Z"),
            at("2026-11-10T03:30:00Z"),
            at("2026-11-11T03:30:00Z"),
            at("2026-11-11T04:30:00Z"));
  }

  @Test
  void theWindowBeforeIsCountedOnRequest() {
    write(
        closed("2026-11-09T23:59:59.999Z", ContainmentType.AGENT),
        closed("2026-11-10T00:00:00Z", ContainmentType.AGENT),
        closed("2026-11-11T23:59:59.999Z", ContainmentType.DROP_OFF),
        closed("2026-11-12T00:00:00Z", ContainmentType.DROP_OFF));
    MetricsQuery plain = query(window("2026-11-12", "2026-11-13"));
    MetricsQuery compared =
        new MetricsQuery(
            plain.bots(),
            plain.window(),
            plain.interval(),
            plain.bins(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            true,
            false,
            false);

    MetricsResult.Previous previous = count(compared).previous().orElseThrow();

    assertThat(previous.window()).isEqualTo(window("2026-11-10", "2026-11-11"));
    assertThat(previous.totals().sessions()).isEqualTo(2);
    assertThat(previous.isComparable()).isTrue();
    assertThat(count(compared).totals().sessions()).isEqualTo(1);
    assertThat(count(plain).previous()).isEmpty();
  }

  @Test
  void severalBotsAddUp() {
    write(
        closed("2026-11-10T10:00:00Z", ContainmentType.AGENT),
        closed(1, "2026-11-10T11:00:00Z", RECENTLY, ContainmentType.AGENT),
        closed(1, "2026-11-10T12:00:00Z", RECENTLY, ContainmentType.AGENT),
        closed(2, "2026-11-10T12:00:00Z", RECENTLY, ContainmentType.AGENT));
    MetricsQuery plain = query(window("2026-11-10", "2026-11-10"));
    MetricsQuery byBot =
        new MetricsQuery(
            TestBots.of(List.of(bot(0), bot(1))),
            plain.window(),
            MetricsInterval.TOTAL,
            plain.bins(),
            Optional.empty(),
            Optional.empty(),
            Set.of(MetricsDimension.BOT_ID),
            false,
            false,
            false);

    MetricsResult result = count(byBot);

    assertThat(result.totals().sessions()).isEqualTo(3);
    assertThat(result.groups())
        .extracting(group -> group.key().bot().orElseThrow())
        .containsExactly(bot(1), bot(0));
  }

  @Test
  void closedSessionsAreMeasuredAndEndUsersCountedByDay() {
    write(measured("ann", "2026-11-10T10:00:00Z", 60, 4, ContainmentType.AGENT));
    count(query(window("2026-11-10", "2026-11-10")));
    write(
        measured("ann", "2026-11-11T10:00:00Z", 30, 3, ContainmentType.AGENT),
        measured("ann", "2026-11-11T11:00:00Z", 10, 5, ContainmentType.DROP_OFF),
        measured("bob", "2026-11-11T23:00:00Z", 20, 2, ContainmentType.AGENT));
    write(started("2026-11-12T10:00:00Z"));

    MetricsResult days = count(measured(window("2026-11-10", "2026-11-12"), Optional.empty()));
    MetricsResult agents =
        count(measured(window("2026-11-10", "2026-11-12"), Optional.of(ContainmentType.AGENT)));
    MetricsResult cut =
        count(
            measured(
                new TimeWindow(at("2026-11-11T10:00:00.001Z"), at("2026-11-11T23:00:00Z")),
                Optional.empty()));

    assertThat(days.totals().measures())
        .hasValueSatisfying(
            all -> {
              assertThat(all.closedSessions()).isEqualTo(4);
              assertThat(all.messages()).isEqualTo(14);
              assertThat(all.durationMillis()).isEqualTo(120_000);
              assertThat(all.tasks()).isEqualTo(4);
              assertThat(all.developerSessions()).isEqualTo(4);
            });
    assertThat(days.totals().users()).isEmpty();
    assertThat(days.series())
        .extracting(bin -> bin.figures().users())
        .containsExactly(
            Optional.of(new EndUsers(1, 1)),
            Optional.of(new EndUsers(2, 1)),
            Optional.of(new EndUsers(1, 1)));
    assertThat(days.series())
        .extracting(bin -> bin.figures().measures().orElseThrow().messages())
        .containsExactly(4L, 10L, 0L);
    assertThat(agents.totals().measures().orElseThrow().messages()).isEqualTo(9);
    assertThat(agents.series()).allMatch(bin -> bin.figures().users().isEmpty());
    assertThat(cut.totals().measures().orElseThrow().messages()).isEqualTo(7);
    assertThat(cut.series()).allMatch(bin -> bin.figures().users().isEmpty());
    assertThat(count(query(window("2026-11-10", "2026-11-12"))).totals().measures()).isEmpty();
  }

  private MetricsQuery measured(TimeWindow window, Optional<ContainmentType> containment) {
    return new MetricsQuery(
        TestBots.of(List.of(bot(0))),
        window,
        MetricsInterval.DAY,
        new ZonedBins(ZoneId.of("UTC")),
        containment,
        Optional.empty(),
        Set.of(),
        false,
        false,
        true);
  }

  private Session measured(
      String user, String start, int seconds, int messages, ContainmentType containment) {
    Session session =
        Session.starting(
            SessionId.of(at(start), ++sessions), new ConversationKey(bot(0), user, "rtm"));
    return new Session(
        session.id(),
        session.conversation(),
        at(start).plusSeconds(seconds),
        session.languages(),
        SessionType.INTERACTIVE,
        containment,
        Optional.empty(),
        true,
        session.tags(),
        messages,
        1,
        Optional.of(closing(RECENTLY)));
  }

  /** Windows that are shorter than the time buckets of the counters, and over their ends. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000, 9_999, 10_000, 12_345, 3_600_000})
  void anyWindowHasTheTotalOfTheHistory(long millis) {
    Instant hour = at("2026-11-10T10:00:00Z");
    for (int i = -12; i <= 12; i++) {
      write(closed(hour.plusMillis(i * 1_001L).toString(), ContainmentType.values()[(i + 12) % 3]));
    }
    for (Instant from : List.of(hour.minusMillis(millis), hour.minusSeconds(3), hour)) {
      TimeWindow window = new TimeWindow(from, from.plusMillis(millis));
      for (Optional<ContainmentType> containment :
          List.of(Optional.<ContainmentType>empty(), Optional.of(ContainmentType.AGENT))) {
        MetricsQuery query =
            new MetricsQuery(
                TestBots.of(List.of(bot(0))),
                window,
                MetricsInterval.HOUR,
                new ZonedBins(ZoneId.of("Asia/Kolkata")),
                containment,
                Optional.empty(),
                Set.of(),
                false,
                true,
                false);

        MetricsResult result = count(query);

        assertThat(result.totals().sessions()).as("%s", query).isEqualTo(total(query));
        assertThat(result.series().stream().mapToLong(bin -> bin.figures().sessions()).sum())
            .isEqualTo(result.totals().sessions());
      }
    }
  }

  private long total(MetricsQuery query) {
    HistoryFilter filter =
        new HistoryFilter(
            query.window(), Optional.empty(), query.containment(), query.type(), TagFilter.NONE);
    return history().page(new HistoryQuery(query.bots(), filter, 0, Optional.empty(), 1)).total();
  }

  private MetricsResult count(MetricsQuery query) {
    return metrics().count(query);
  }

  private MetricsQuery query(TimeWindow window) {
    return new MetricsQuery(
        TestBots.of(List.of(bot(0))),
        window,
        MetricsInterval.DAY,
        new ZonedBins(ZoneId.of("UTC")),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        false,
        false,
        false);
  }

  private static MetricsQuery of(List<BotId> bots, MetricsQuery query) {
    return new MetricsQuery(
        TestBots.of(bots),
        query.window(),
        query.interval(),
        query.bins(),
        query.containment(),
        query.type(),
        query.groupBy(),
        query.comparePrevious(),
        query.activeHours(),
        query.measures());
  }

  private void write(Session... some) {
    new SessionFixture(conversations()).write(Stream.of(some).toList());
  }

  private Session started(String start) {
    return Session.starting(SessionId.of(at(start), ++sessions), key(0));
  }

  private Session closed(String start, ContainmentType containment) {
    return closed(start, RECENTLY, containment);
  }

  private Session closed(String start, Instant recordedAt, ContainmentType containment) {
    return closed(0, start, recordedAt, containment);
  }

  private Session closed(int bot, String start, Instant recordedAt, ContainmentType containment) {
    return Session.starting(SessionId.of(at(start), ++sessions), key(bot))
        .closed(closing(recordedAt), containment);
  }

  private static Closing closing(Instant recordedAt) {
    return new Closing(CloseReason.API, recordedAt, "en", 0, 1);
  }

  private ConversationKey key(int bot) {
    return new ConversationKey(bot(bot), "user-" + sessions % 3, "rtm");
  }

  private BotId bot(int number) {
    return new BotId("st-" + name + "-" + number);
  }

  private static GroupKey key(ContainmentType containment) {
    return new GroupKey(Optional.empty(), Optional.of(containment), Optional.empty());
  }

  private static TimeWindow window(String firstDay, String lastDay) {
    return new TimeWindow(
        at(firstDay + "T00:00:00Z"), at(lastDay + "T00:00:00Z").plusSeconds(86_400).minusMillis(1));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
