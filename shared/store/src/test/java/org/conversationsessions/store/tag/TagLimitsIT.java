package org.conversationsessions.store.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.PostingNode.Divided;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagCounts;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.Tagging;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.tag.PostingStore.Stored;
import org.junit.jupiter.api.Test;

/** Queries by tag that cannot be answered in time are refused (contract, section 5). */
class TagLimitsIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-18");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-18T00:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final String USER = "ada";

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(TagLimitsIT.class);
  private final Expiry expiry = new Expiry(Duration.ofDays(90), CLOCK);
  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final SessionHistory history =
      new DynamoSessionHistory(
          database.dynamo(),
          database.tables(),
          expiry,
          new DynamoConversations(database.dynamo(), database.tables(), expiry));

  @Test
  void tooManyRowsOfADayWithoutIndexAreRefused() {
    count(CounterItem.counterKey(bot, 0), 200_000, false);
    assertThat(page(Optional.empty(), "plan").total()).isZero();

    count(CounterItem.counterKey(bot, 0), 200_001, false);
    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(() -> page(Optional.empty(), "plan"))
        .withMessageContaining("narrow the window");

    count(CounterItem.counterKey(bot, 0), 3_000_000, true);
    assertThat(page(Optional.empty(), "plan").total()).isZero();
  }

  @Test
  void tooManyRowsOfAnHourWithAnOverfullSecondAreRefused() {
    index("plan", new Divided(new TreeMap<>(), true));
    count(CounterItem.counterKey(bot, 0), 200_000, true);
    assertThat(page(Optional.empty(), "plan").total()).isZero();

    count(CounterItem.counterKey(bot, 0), 200_001, true);
    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(() -> page(Optional.empty(), "plan"))
        .withMessageContaining("narrow the window");
    assertThat(page(Optional.empty(), "city").total()).isZero();
  }

  @Test
  void tooManyRowsOfAnEndUserAreRefused() {
    count(CounterItem.counterKey(bot, USER), 200_001, false);

    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(() -> page(Optional.of(USER), "plan"))
        .withMessageContaining("narrow the window");
  }

  @Test
  void tooManyPostingsOfSeveralTagsAreRefusedAndThoseOfOneTagAreCounted() {
    count(CounterItem.counterKey(bot, 0), 3_000_000, true);
    index("plan", 600_000);
    index("city", 400_001);

    assertThat(page(Optional.empty(), "plan").total()).isEqualTo(600_000);
    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(() -> page(Optional.empty(), "plan", "city"))
        .withMessageContaining("narrow the window");
    // No session can have a tag of which there is no posting.
    assertThat(page(Optional.empty(), "plan", "city", "none").total()).isZero();
  }

  @Test
  void tooManyValuesAreRefused() {
    count(CounterItem.counterKey(bot, 0), 3_000_000, true);
    Set<String> values =
        IntStream.range(0, 20_001).mapToObj(i -> "v" + i).collect(Collectors.toSet());

    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(
            () ->
                page(
                    Optional.empty(),
                    List.of(new TagFilter.Condition("plan", values, Optional.empty()))))
        .withMessageContaining("ask for fewer");
  }

  @Test
  void aLimitedReaderRefusesMoreNodesOfAllItsLists() {
    index("plan", 600);
    index("city", 400);
    PostingSpan hour = PostingSpan.hourOf(SessionId.lowestAt(MIDNIGHT));
    CountedPostings.NodeReader limited =
        new PostingReader(database.dynamo(), database.tables(), expiry).limitedTo(1);

    assertThat(limited.read(list("plan"), hour, hour)).hasSize(1);
    assertThat(limited.read(list("none"), hour, hour)).isEmpty();
    assertThatExceptionOfType(WindowTooLargeException.class)
        .isThrownBy(() -> limited.read(list("city"), hour, hour))
        .withMessageContaining("narrow the window");
  }

  private HistoryPage page(Optional<String> user, String... names) {
    return page(
        user,
        List.of(names).stream()
            .map(name -> new TagFilter.Condition(name, Set.of("v"), Optional.empty()))
            .toList());
  }

  private HistoryPage page(Optional<String> user, List<TagFilter.Condition> conditions) {
    HistoryFilter filter =
        new HistoryFilter(
            new TimeWindow(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)).minusMillis(1)),
            user,
            Optional.empty(),
            Optional.empty(),
            new TagFilter(conditions, List.of()));
    // Beyond all sessions, because there are no rows to show.
    return history.page(
        new HistoryQuery(TestBots.of(List.of(bot)), filter, 10_000_000, Optional.empty(), 10));
  }

  private void count(String counterKey, int sessions, boolean indexed) {
    Delta delta =
        new Delta(
            TimeBucket.of(MIDNIGHT),
            SessionKind.ALL.getFirst(),
            sessions,
            SessionMeasures.NONE,
            null);
    CounterItem.Day day =
        new CounterItem.Day(
            DayCounts.EMPTY.plus(List.of(delta)),
            Optional.empty(),
            SequenceNumber.NONE,
            "",
            indexed,
            1);
    database
        .dynamo()
        .putItem(
            put ->
                put.tableName(database.tables().counters())
                    .item(CounterItem.of(counterKey, DAY, day, CLOCK.instant())));
  }

  private String list(String name) {
    return PostingKey.list(bot, 0, new TagTerm(name, "v"));
  }

  /** Writes the counts of a term in the first hour of the day. */
  private void index(String name, int sessions) {
    int[] counts = new int[Tagging.ALL.size()];
    counts[0] = sessions;
    index(name, new Divided(new TreeMap<>(Map.of(7, TagCounts.of(counts))), false));
  }

  private void index(String name, Divided hour) {
    assertThat(
            new DynamoPostingStore(database.dynamo(), database.tables(), false)
                .write(
                    new PostingKey(list(name), PostingSpan.hourOf(SessionId.lowestAt(MIDNIGHT))),
                    new Stored(hour, 1, Optional.empty())))
        .isTrue();
  }
}
