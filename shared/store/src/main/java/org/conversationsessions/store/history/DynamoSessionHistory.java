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
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.TagQuery;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.Partition;
import org.conversationsessions.store.window.PartitionSeries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The history of sessions in DynamoDB. A filter selects {@link PartitionSeries}, each of which
 * holds its sessions in the history's order. A page is made in one of four ways:
 *
 * <table>
 * <caption>The ways to make a page</caption>
 * <tr><th>window</th><th>class</th><th>what is read</th></tr>
 * <tr><td>at most {@value #MAX_SMALL_WINDOW_SESSIONS} sessions by the counters</td><td>{@link SmallWindowPage}</td>
 *     <td>all sessions of the window</td></tr>
 * <tr><td>more sessions</td><td>{@link LargeWindowPage}</td>
 *     <td>the page's rows; before them, the rows of the bucket in which the page begins: ten
 *     seconds, or up to an hour where sessions are counted by rows</td></tr>
 * <tr><td>more sessions, with a tag filter</td><td>{@link TaggedPage}</td>
 *     <td>the index by tag, and the page's rows</td></tr>
 * <tr><td>with a tag filter: few sessions, those of an end user, or a window whose rows are cheaper
 *     to read than the index</td><td>{@link ScanPage}</td><td>all sessions of the window</td></tr>
 * </table>
 *
 * <p>Partitions are read in parallel. The number of sessions comes from {@link WindowCounts}.
 */
public final class DynamoSessionHistory implements SessionHistory {
  private static final Duration DAY = Duration.ofDays(1);

  /** Reading this many sessions costs at most some 12 read units. */
  private static final int MAX_SMALL_WINDOW_SESSIONS = 200;

  /** The most lists of postings. Reading so many, some at a time, takes several seconds. */
  private static final long MAX_LISTS = 20_000;

  static final Comparator<Session> NEWEST_FIRST = Comparator.comparing(Session::id).reversed();

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final LiveSessionOverlay liveSessions;
  private final PostingReader postings;
  private final int maxSmallWindowSessions;

  /** Creates the adapter. */
  public DynamoSessionHistory(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, Conversations conversations) {
    this(dynamo, tables, expiry, conversations, MAX_SMALL_WINDOW_SESSIONS);
  }

  /**
   * Creates the adapter.
   *
   * @param maxSmallWindowSessions up to how many sessions of a window are all read
   */
  public DynamoSessionHistory(
      DynamoDbClient dynamo,
      Tables tables,
      Expiry expiry,
      Conversations conversations,
      int maxSmallWindowSessions) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.liveSessions = new LiveSessionOverlay(dynamo, tables, conversations);
    this.postings = new PostingReader(dynamo, tables, expiry);
    this.maxSmallWindowSessions = maxSmallWindowSessions;
  }

  @Override
  public HistoryPage page(HistoryQuery query) {
    Optional<BucketWindow> window = BucketWindow.of(query.filter().window());
    if (window.isEmpty() || query.bots().isEmpty()) {
      return new HistoryPage(0, List.of(), false);
    }
    List<PartitionSeries> series =
        PartitionSeries.of(query.bots(), query.filter(), window.get().from(), window.get().to());
    return switch (chooseStrategy(query, series, window.get())) {
      case Strategy.Scan() ->
          new ScanPage(query, series, window.get(), this::reader, liveSessions).page();
      case Strategy.Tagged(TagWindow tagWindow) ->
          withCurrentFigures(
              query,
              new TaggedPage(query, series, window.get(), tagWindow, postings, this::reader)
                  .page());
      case Strategy.SmallWindow(QueryWithCounts queryWithCounts) ->
          // The counters may lag, so the window may hold more sessions than they count.
          withCurrentFigures(
              query,
              new SmallWindowPage(queryWithCounts, maxSmallWindowSessions)
                  .page()
                  .orElseGet(new LargeWindowPage(queryWithCounts)::page));
      case Strategy.LargeWindow(QueryWithCounts queryWithCounts) ->
          withCurrentFigures(query, new LargeWindowPage(queryWithCounts).page());
    };
  }

  /** How a page is made. */
  private sealed interface Strategy {
    /**
     * The filter has tags, and reading all rows is cheaper than the index by tag, or is the only
     * way: the index does not know end users.
     */
    record Scan() implements Strategy {}

    /** The filter has tags, and the index by tag is cheaper than reading all rows. */
    record Tagged(TagWindow tagWindow) implements Strategy {}

    /** The counters know few sessions in the window. */
    record SmallWindow(QueryWithCounts queryWithCounts) implements Strategy {}

    /** The counters know many sessions in the window. */
    record LargeWindow(QueryWithCounts queryWithCounts) implements Strategy {}
  }

  private Strategy chooseStrategy(
      HistoryQuery query, List<PartitionSeries> series, BucketWindow window) {
    if (!query.filter().tags().isEmpty()) {
      return chooseForTags(query, series, window);
    }
    QueryWithCounts queryWithCounts = countWindow(query, series, window);
    return queryWithCounts.counts().total() <= maxSmallWindowSessions
        ? new Strategy.SmallWindow(queryWithCounts)
        : new Strategy.LargeWindow(queryWithCounts);
  }

  private Strategy chooseForTags(
      HistoryQuery query, List<PartitionSeries> series, BucketWindow window) {
    TagWindow tagWindow =
        TagWindow.load(
            new CounterReader(dynamo, tables, expiry), series, window, expiry.clock().instant());
    long lists =
        (long) tagWindow.indexedShards().size()
            * new TagQuery(query.filter().tags()).terms().size();
    boolean scans =
        query.filter().userId().isPresent()
            || tagWindow.sessions()
                <= Math.max(maxSmallWindowSessions, lists * PartitionReader.ROWS_OF_A_READ);
    TagWindow.refuseTooManyRows(
        scans ? tagWindow.sessions() : tagWindow.sessionsIn(tagWindow.hoursOfRows()));
    if (!scans && lists > MAX_LISTS) {
      throw new WindowTooLargeException(
          "too many values of tags for the size of the bots: ask for fewer, or narrow the window");
    }
    return scans ? new Strategy.Scan() : new Strategy.Tagged(tagWindow);
  }

  @Override
  public List<Session> byId(List<Bot> bots, Collection<SessionId> ids) {
    List<Partition> partitions = new ArrayList<>();
    for (SessionId id : ids.stream().distinct().toList()) {
      HistoryFilter only = HistoryFilter.of(new TimeWindow(id.start(), id.start()));
      PartitionSeries.of(bots, only, id.start(), id.start())
          .forEach(partitionSeries -> partitions.add(partitionSeries.between(id, id)));
    }
    ConcurrentLinkedQueue<Session> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(partitions, partition -> reader(partition, 1).peek().ifPresent(found::add));
    List<Session> sorted = found.stream().sorted(NEWEST_FIRST).toList();
    return liveSessions.apply(sorted);
  }

  private QueryWithCounts countWindow(
      HistoryQuery query, List<PartitionSeries> series, BucketWindow window) {
    Optional<Partition> first = firstPartition(query, series, window);
    Optional<PartitionReader> prefetched =
        first.map(partition -> reader(partition, query.limit() + 1L));
    WindowCounts counts =
        WindowCounts.load(
            new CounterReader(dynamo, tables, expiry),
            series,
            query.skip() == 0 ? window : countingRecentByRows(window),
            prefetched.map(reader -> reader::peek));
    // By the partition, not by position: the day that it is of may not be read at all.
    PartitionReaderFactory readers =
        (partition, expected) ->
            prefetched
                .filter(_ -> first.equals(Optional.of(partition)))
                .orElseGet(() -> reader(partition, expected));
    return new QueryWithCounts(query, series, window, counts, readers, expiry.clock());
  }

  /**
   * Returns the window with all that the counters may lack counted by rows. A window that reaches
   * more than a day ahead is left as it is: the rows of all days to come would be counted.
   */
  private BucketWindow countingRecentByRows(BucketWindow window) {
    Instant now = expiry.clock().instant();
    return window.to().isAfter(now.plus(DAY))
        ? window
        : window.countedByRowsFrom(now.minus(CounterReader.MAX_LAG));
  }

  /** Returns the partition to read along with the counts; empty if the page may begin elsewhere. */
  private static Optional<Partition> firstPartition(
      HistoryQuery query, List<PartitionSeries> series, BucketWindow window) {
    if (series.size() > 1 || query.skip() > 0 || query.after().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(series.getFirst().partitions(window).getFirst());
  }

  private HistoryPage withCurrentFigures(HistoryQuery query, HistoryPage page) {
    return page.mapSessions(sessions -> liveSessions.apply(sessions, query.filter()));
  }

  private PartitionReader reader(Partition partition, long expected) {
    return new PartitionReader(dynamo, partition.readQuery(tables.sessions(), expiry), expected);
  }
}
