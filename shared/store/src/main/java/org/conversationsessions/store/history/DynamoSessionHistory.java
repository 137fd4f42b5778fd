package org.conversationsessions.store.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.history.BucketWindow.Stretch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The history in DynamoDB. What a filter lets through are some {@link PartitionSeries}s, partition
 * by partition in the history's order. A {@link WindowCounts} tells how many sessions there are and
 * where a page at any depth begins; then the rows of the page are read, and at most ten seconds'
 * worth of others. Where there are few sessions all of them are read, so that an answer right
 * behind a write is exact. With tags, which no key knows, all rows of the window are read,
 * partitions side by side.
 */
public final class DynamoSessionHistory implements SessionHistory {
  /** What starts so late may not be in the counters yet: a deep page measures it. */
  private static final Duration RECENT = Duration.ofSeconds(20);

  private static final Duration DAY = Duration.ofDays(1);

  /** So many sessions are few: to read all of them costs some 12 read units at most. */
  private static final int FEW = 200;

  private static final int READ_AHEAD = 1000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final LiveSessionOverlay live;
  private final int few;

  /** Makes the adapter. */
  public DynamoSessionHistory(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, Conversations conversations) {
    this(dynamo, tables, expiry, conversations, FEW);
  }

  /**
   * Makes the adapter.
   *
   * @param few how many sessions of a window are all read
   */
  public DynamoSessionHistory(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, Conversations conversations, int few) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.live = new LiveSessionOverlay(dynamo, tables, conversations);
    this.few = few;
  }

  @Override
  public HistoryPage page(HistoryQuery query) {
    Optional<BucketWindow> window = BucketWindow.of(query.filter().window());
    if (window.isEmpty() || query.bots().isEmpty()) {
      return new HistoryPage(0, List.of(), false);
    }
    List<PartitionSeries> lanes =
        PartitionSeries.of(query.bots(), query.filter(), window.get().from(), window.get().to());
    return query.filter().tags().isEmpty()
        ? byCounts(query, lanes, window.get())
        : byTags(query, lanes, window.get());
  }

  @Override
  public List<Session> byId(List<Bot> bots, Collection<SessionId> ids) {
    List<Partition> wanted = new ArrayList<>();
    for (SessionId id : ids.stream().distinct().toList()) {
      HistoryFilter only = onlyWindow(new TimeWindow(id.start(), id.start()));
      PartitionSeries.of(bots, only, id.start(), id.start())
          .forEach(lane -> wanted.add(lane.between(id, id)));
    }
    ConcurrentLinkedQueue<Session> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(wanted, partition -> reader(partition, 1).peek().ifPresent(found::add));
    List<Session> sorted = found.stream().sorted(NEWEST_FIRST).toList();
    return live.over(sorted, onlyWindow(new TimeWindow(Instant.EPOCH, SessionId.MAX_START)));
  }

  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::id).reversed();

  private HistoryPage byCounts(
      HistoryQuery query, List<PartitionSeries> lanes, BucketWindow whole) {
    BucketWindow window = query.skip() == 0 ? whole : measuringRecent(whole);
    WindowCounts census = new WindowCounts(dynamo, tables, expiry, lanes, window);
    List<Runnable> questions = new ArrayList<>(census.questions());
    // Where one partition comes first anyway its rows are asked for at the same time.
    Optional<PartitionReader> first = firstOf(query, lanes, whole);
    first.ifPresent(reader -> questions.add(reader::peek));
    Parallel.forEach(questions, Runnable::run);
    census.settle();
    return new SmallWindowPage(lanes, whole, census, this::reader, expiry.clock(), few)
        .page(query, first)
        .orElseGet(
            () ->
                new CountedPage(lanes, whole, census, this::reader, expiry.clock())
                    .page(query, first))
        .shown(sessions -> live.over(sessions, query.filter()));
  }

  private BucketWindow measuringRecent(BucketWindow window) {
    Instant now = expiry.clock().instant();
    return window.to().isAfter(now.plus(DAY)) ? window : window.measuredFrom(now.minus(RECENT));
  }

  private Optional<PartitionReader> firstOf(
      HistoryQuery query, List<PartitionSeries> lanes, BucketWindow window) {
    if (lanes.size() > 1 || query.skip() > 0 || query.after().isPresent()) {
      return Optional.empty();
    }
    PartitionSeries lane = lanes.getFirst();
    Stretch newest =
        lane.isOneForAllDays() ? new Stretch(window.from(), window.to()) : window.days().getFirst();
    return Optional.of(reader(lane.between(newest.from(), newest.to()), query.limit() + 1L));
  }

  private HistoryPage byTags(HistoryQuery query, List<PartitionSeries> lanes, BucketWindow window) {
    TagFilter tags = query.filter().tags();
    TagScanPage page = new TagScanPage(query);
    Parallel.forEach(
        partitions(lanes, window),
        partition -> {
          TagScanPage.Part part = page.new Part();
          MergedRows rows =
              new MergedRows(List.of(reader(partition, READ_AHEAD)), Optional.empty());
          for (List<Session> some = rows.next(READ_AHEAD);
              !some.isEmpty();
              some = rows.next(READ_AHEAD)) {
            live.over(some, query.filter()).stream()
                .filter(session -> tags.matches(session.tags()))
                .forEach(part::add);
          }
          part.finish();
        });
    return page.page();
  }

  private static List<Partition> partitions(List<PartitionSeries> lanes, BucketWindow window) {
    List<Partition> partitions = new ArrayList<>();
    for (PartitionSeries lane : lanes) {
      if (lane.isOneForAllDays()) {
        partitions.add(lane.between(window.from(), window.to()));
      } else {
        window.days().stream()
            .filter(day -> lane.isThere(day.day()))
            .forEach(day -> partitions.add(lane.between(day.from(), day.to())));
      }
    }
    return partitions;
  }

  private PartitionReader reader(Partition partition, long ahead) {
    return new PartitionReader(dynamo, partition.reading(tables.sessions(), expiry), ahead);
  }

  private static HistoryFilter onlyWindow(TimeWindow window) {
    return new HistoryFilter(
        window, Optional.empty(), Optional.empty(), Optional.empty(), TagFilter.NONE);
  }
}
