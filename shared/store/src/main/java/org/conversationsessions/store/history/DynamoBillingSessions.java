package org.conversationsessions.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.window.BucketWindow;
import org.conversationsessions.store.window.CounterReader;
import org.conversationsessions.store.window.Partition;
import org.conversationsessions.store.window.PartitionSeries;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The billing sessions of sessions in DynamoDB. They follow only from the sessions, so all sessions
 * of the window are read, partitions in parallel. Page and total are exact; the cost grows with the
 * window: 0.06 read units a session. The counters bound it: a window with more sessions than {@link
 * BillingSessions#MAX_SESSIONS} is not read.
 *
 * <p>A live session has no billing sessions, so its current figures are not needed.
 */
public final class DynamoBillingSessions implements BillingSessions {
  private static final int READ_AHEAD = 1000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final int maxSessions;

  /** Creates the adapter. */
  public DynamoBillingSessions(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
    this(dynamo, tables, expiry, MAX_SESSIONS);
  }

  /**
   * Creates the adapter.
   *
   * @param maxSessions how many sessions a window may have by the counters
   */
  public DynamoBillingSessions(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, int maxSessions) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.maxSessions = maxSessions;
  }

  @Override
  public Result page(BillingQuery query) {
    Optional<BucketWindow> window = BucketWindow.of(query.window());
    if (window.isEmpty() || query.bots().isEmpty()) {
      return new Result.Found(BillingPage.EMPTY);
    }
    List<PartitionSeries> series =
        PartitionSeries.of(
            query.bots(), HistoryFilter.of(query.window()), window.get().from(), window.get().to());
    WindowCounts counts =
        WindowCounts.load(
            new CounterReader(dynamo, tables, expiry), series, window.get(), Optional.empty());
    if (counts.total() > maxSessions) {
      return new Result.TooMany();
    }
    return new Result.Found(read(query, partitions(series, window.get(), counts)));
  }

  private List<Partition> partitions(
      List<PartitionSeries> series, BucketWindow window, WindowCounts counts) {
    return DayPruning.daysToRead(series.size(), window, counts, expiry.clock().instant()).stream()
        .flatMap(
            day ->
                series.stream()
                    .filter(each -> each.existsOn(day.day()))
                    .map(each -> each.between(day.from(), day.to())))
        .toList();
  }

  private BillingPage read(BillingQuery query, List<Partition> partitions) {
    Queue<Billed> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(partitions, partition -> found.add(read(query, partition)));
    long total = found.stream().mapToLong(Billed::total).sum();
    List<Session> candidates =
        found.stream()
            .flatMap(each -> each.candidates().stream())
            .sorted(DynamoSessionHistory.NEWEST_FIRST)
            .toList();
    return page(query, total, candidates);
  }

  /**
   * The matching sessions of one partition that have billing sessions.
   *
   * @param total the number of their billing sessions
   * @param candidates the sessions whose billing sessions may be on the page, or may be the one
   *     that follows it
   */
  private record Billed(long total, List<Session> candidates) {}

  private Billed read(BillingQuery query, Partition partition) {
    PartitionReader rows =
        new PartitionReader(dynamo, partition.readQuery(tables.sessions(), expiry), READ_AHEAD);
    long total = 0;
    long afterPreviousPage = 0;
    List<Session> candidates = new ArrayList<>();
    for (Optional<Session> row = rows.peek(); row.isPresent(); row = rows.peek()) {
      rows.remove();
      Session session = row.get();
      long count = query.matches(session) ? BillingSession.count(session) : 0;
      total += count;
      long following = count - seen(query, session, count);
      // One billing session after the page shows that more are available. The subtraction cannot
      // overflow, as skip plus limit could.
      if (following > 0 && afterPreviousPage - query.limit() <= query.skip()) {
        candidates.add(session);
      }
      afterPreviousPage += following;
    }
    return new Billed(total, candidates);
  }

  /** Returns how many of a session's billing sessions the previous pages had. */
  private static long seen(BillingQuery query, Session session, long count) {
    if (query.after().isEmpty()) {
      return 0;
    }
    BillingPosition last = query.after().get();
    int order = session.id().compareTo(last.session());
    if (order == 0) {
      return Math.min(count, last.number() + 1L);
    }
    return order > 0 ? count : 0;
  }

  /** Makes the page from all sessions that may be on it, newest first. */
  private static BillingPage page(BillingQuery query, long total, List<Session> candidates) {
    List<FoundBillingSession> rows = new ArrayList<>();
    long skip = query.skip();
    for (Session session : candidates) {
      long count = BillingSession.count(session);
      long seen = seen(query, session, count);
      if (count - seen <= skip) {
        skip -= count - seen;
        continue;
      }
      List<BillingSession> all = BillingSession.of(session);
      for (int number = (int) (seen + skip); number < all.size(); number++) {
        if (rows.size() == query.limit()) {
          return new BillingPage(total, rows, true);
        }
        rows.add(new FoundBillingSession(session, number, all.get(number)));
      }
      skip = 0;
    }
    return new BillingPage(total, rows, false);
  }
}
