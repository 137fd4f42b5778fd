package org.conversationsessions.admin.recount;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.domain.tag.TaggedSessions;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.tag.RepairingTagIndex;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class IndexRecountIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-18");
  private static final Instant TEN = Instant.parse("2026-11-18T10:00:00Z");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);
  private static final ShardDay SHARD_DAY = new ShardDay(TaggedSessions.BOT, 0, DAY);
  private static final Report REPAIRED = new Report(0, 0, 1, 0, Optional.empty());
  private static final Report AGAIN = new Report(0, 0, 0, 0, Optional.of(new Position(DAY, 0)));

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(IndexRecountIT.class);
  private final RepairingTagIndex index =
      new RepairingTagIndex(database.dynamo(), database.tables(), CLOCK);
  private final String gold = "gold " + UUID.randomUUID();
  private final String silver = "silver " + UUID.randomUUID();
  private final List<Map<String, AttributeValue>> rows = new ArrayList<>();
  private DayCounts counts = DayCounts.EMPTY;
  private Set<SessionId> startedMeanwhile = Set.of();
  private Runnable inPause = () -> {};
  private int pauses;
  private int maxLost = 1_000;
  private boolean mayContinue = true;

  @Test
  void anIndexThatAgreesIsLeftAsItIsWithoutAWait() {
    index(row(1, 5, gold), row(2, 5, gold, silver));
    rows.addAll(List.of(row(1, 5, gold), row(2, 5, gold, silver)));

    assertThat(recount()).isEqualTo(Report.NOTHING);

    assertThat(sessionsWith(gold)).isEqualTo(2);
    assertThat(pauses).isZero();
  }

  @Test
  void aSessionThatIsGoneIsTakenOutAndTheNextRecountFindsNothing() {
    index(row(1, 5, gold), row(2, 6, gold));
    rows.add(row(1, 5, gold));

    assertThat(recount()).isEqualTo(REPAIRED);

    assertThat(sessionsWith(gold)).isOne();
    assertThat(recount()).isEqualTo(Report.NOTHING);
  }

  @Test
  void aTagThatASessionHasLostIsTakenOut() {
    index(row(1, 5, gold), row(2, 5, gold));
    rows.addAll(List.of(row(1, 9, silver), row(2, 5, gold)));

    assertThat(recount()).isEqualTo(REPAIRED);

    assertThat(sessionsWith(gold)).isOne();
    assertThat(sessionsWith(silver)).isOne();
  }

  @Test
  void aSessionThatStartedAfterTheRowsWereReadStays() {
    index(row(1, 5, gold), row(2, 5, gold));
    rows.add(row(1, 5, gold));
    startedMeanwhile = Set.of(id(2));

    assertThat(recount()).isEqualTo(Report.NOTHING);

    assertThat(sessionsWith(gold)).isEqualTo(2);
  }

  @Test
  void whatTheIndexFollowsDuringTheWaitWasNotLost() {
    index(row(1, 5, gold), row(2, 5, gold));
    rows.add(row(1, 5, gold));
    inPause =
        () ->
            index.apply(
                List.of(
                    SessionImage.tagChange(
                        CLOCK.instant(), RETENTION, SessionImage.read(row(2, 5, gold)), null)));

    assertThat(recount()).isEqualTo(Report.NOTHING);

    assertThat(sessionsWith(gold)).isOne();
  }

  @Test
  void aSessionThatMayHaveExpiredStays() {
    index(row(1, 5, gold), row(2, 5, gold));
    rows.add(row(1, 5, gold));
    counts =
        new DayCounts(
            BucketCounts.EMPTY,
            Optional.of(BucketCounts.EMPTY),
            Map.of(10, CLOCK.instant().minusSeconds(1)));

    assertThat(recount()).isEqualTo(Report.NOTHING);

    assertThat(sessionsWith(gold)).isEqualTo(2);
  }

  @Test
  void anItemThatCannotBeReadIsReplacedThoughNoSessionIsLeft() {
    index(row(1, 5, gold));
    rows.add(row(1, 5, gold));
    index(row(3_600, 5, gold));
    damage("h#2026-11-18T11");

    assertThat(recount()).isEqualTo(REPAIRED);

    assertThat(sessionsWith(gold)).isOne();
    assertThat(recount()).isEqualTo(Report.NOTHING);
  }

  @Test
  void aDividedHourNoLongerCountsAMinuteThatCouldNotBeRead() {
    IntStream.range(0, 60).forEach(i -> rows.add(row(i, 5, gold)));
    rows.forEach(this::index);
    index(row(120, 5, gold), row(121, 5, gold));
    assertThat(sessionsWith(gold)).isEqualTo(62);
    damage("m#2026-11-18T10:02");

    assertThat(recount()).isEqualTo(REPAIRED);

    assertThat(sessionsWith(gold)).isEqualTo(60);
  }

  @Test
  void moreThanIsTakenOutAtATimeIsTakenOutByTheNextRecounts() {
    maxLost = 2;
    index(row(1, 5, gold), row(2, 5, gold), row(3, 5, gold), row(4, 5, gold));
    rows.add(row(1, 5, gold));

    assertThat(recount()).isEqualTo(REPAIRED.plus(AGAIN));
    assertThat(sessionsWith(gold)).isEqualTo(2);
    assertThat(recount()).isEqualTo(REPAIRED);
    assertThat(sessionsWith(gold)).isOne();
  }

  @Test
  void withoutTimeItIsToBeContinued() {
    index(row(1, 5, gold), row(2, 5, gold));
    rows.add(row(1, 5, gold));
    mayContinue = false;

    assertThat(recount()).isEqualTo(AGAIN);
    assertThat(sessionsWith(gold)).isEqualTo(2);
  }

  private Report recount() {
    IndexRecount recount =
        new IndexRecount(index, SHARD_DAY, RETENTION, CLOCK, () -> mayContinue, maxLost);
    rows.forEach(recount::add);
    recount.finish();
    return recount.takeOutLost(
        counts,
        startedMeanwhile::contains,
        round -> {
          pauses++;
          inPause.run();
          return round < 2;
        });
  }

  @SafeVarargs
  private final void index(Map<String, AttributeValue>... some) {
    assertThat(
            index.apply(
                List.of(some).stream()
                    .map(
                        row ->
                            SessionImage.tagChange(
                                CLOCK.instant(), RETENTION, null, SessionImage.read(row)))
                    .toList()))
        .isEmpty();
  }

  /** Returns the row of a session that starts a number of seconds after ten. */
  private static Map<String, AttributeValue> row(int second, long version, String... plans) {
    List<Tag> tags = List.of(plans).stream().map(plan -> new Tag("plan", plan)).toList();
    return SessionItem.of(
        TaggedSessions.session(id(second), SessionKind.ALL.get(2), new Tags(tags, List.of())),
        EXPIRY,
        Sharding.ONE,
        version);
  }

  private static SessionId id(int second) {
    return SessionId.of(TEN.plusSeconds(second), second);
  }

  private void damage(String span) {
    Map<String, AttributeValue> key = CounterItem.key(list(gold), span);
    Map<String, AttributeValue> damaged =
        new HashMap<>(
            database
                .dynamo()
                .getItem(get -> get.tableName(database.tables().counters()).key(key))
                .item());
    assertThat(damaged).isNotEmpty();
    damaged.put("e", Attributes.s("no postings"));
    database.dynamo().putItem(put -> put.tableName(database.tables().counters()).item(damaged));
  }

  private long sessionsWith(String plan) {
    PostingSpan ten = PostingSpan.hourOf(id(0));
    return new PostingReader(database.dynamo(), database.tables(), EXPIRY)
        .read(list(plan), ten, PostingSpan.hour(ten.number() + 1)).values().stream()
            .mapToLong(node -> node.counts().count(SessionKind.ALL, Optional.empty()))
            .sum();
  }

  private static String list(String plan) {
    return PostingReader.list(TaggedSessions.BOT, 0, new TagTerm("plan", plan));
  }
}
