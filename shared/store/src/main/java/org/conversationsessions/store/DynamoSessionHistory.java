package org.conversationsessions.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.conversation.Parallel;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.SessionHistory;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The history in DynamoDB. A window is a row of slices, the newest first: a day, or for one user's
 * sessions the whole window; a slice is one partition for each bot. Totals are counted slice by
 * slice, side by side, and whole slices are passed over without reading their rows. With tags,
 * which no key knows, all rows of the window are read.
 */
public final class DynamoSessionHistory implements SessionHistory {
  private static final int READ_AHEAD = 1000;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final LiveFigures live;

  /** Makes the adapter. */
  public DynamoSessionHistory(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, Conversations conversations) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.live = new LiveFigures(dynamo, tables, conversations);
  }

  @Override
  public HistoryPage page(HistoryQuery query) {
    List<List<Partition>> slices = slices(query);
    return query.filter().tags().isEmpty()
        ? pageByCounts(query, slices)
        : pageByTags(query, slices);
  }

  @Override
  public List<Session> byId(List<BotId> bots, Collection<SessionId> ids) {
    List<Partition> wanted = new ArrayList<>();
    for (SessionId id : ids.stream().distinct().toList()) {
      HistoryFilter only = onlyWindow(new TimeWindow(id.start(), id.start()));
      bots.forEach(bot -> wanted.add(Partition.of(bot, only, id, id)));
    }
    ConcurrentLinkedQueue<Session> found = new ConcurrentLinkedQueue<>();
    Parallel.forEach(wanted, partition -> reader(partition, 1).peek().ifPresent(found::add));
    List<Session> sorted = found.stream().sorted(NEWEST_FIRST).toList();
    return live.over(sorted, onlyWindow(new TimeWindow(Instant.EPOCH, SessionId.MAX_START)));
  }

  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::id).reversed();

  private HistoryPage pageByCounts(HistoryQuery query, List<List<Partition>> slices) {
    long[] counts = counts(slices);
    long total = IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum();
    List<Session> rows = new ArrayList<>();
    long skip = query.skip();
    for (int i = 0; i < slices.size() && rows.size() <= query.limit(); i++) {
      if (query.after().isEmpty() && skip >= counts[i]) {
        skip -= counts[i];
        continue;
      }
      int ahead =
          (int) Math.min(READ_AHEAD, Math.min(READ_AHEAD, skip) + query.limit() + 1 - rows.size());
      Rows slice = rows(slices.get(i), query.after(), ahead);
      for (Optional<Session> row = slice.next();
          row.isPresent() && rows.size() <= query.limit();
          row = slice.next()) {
        if (skip > 0) {
          skip--;
        } else {
          rows.add(row.get());
        }
      }
    }
    List<Session> page = rows.subList(0, Math.min(query.limit(), rows.size()));
    return new HistoryPage(
        agreed(total, query, rows.size()),
        live.over(page, query.filter()),
        rows.size() > query.limit());
  }

  /**
   * The total that agrees with the page, also where a session started or expired after it was
   * counted.
   *
   * @param rows how many rows were read behind those passed over, one more than the page at most
   */
  private static long agreed(long counted, HistoryQuery query, int rows) {
    if (query.after().isPresent()) {
      return counted;
    }
    long seen = query.skip() + rows;
    if (rows > query.limit()) {
      return Math.max(counted, seen);
    }
    return rows == 0 ? Math.min(counted, query.skip()) : seen;
  }

  private HistoryPage pageByTags(HistoryQuery query, List<List<Partition>> slices) {
    TagFilter tags = query.filter().tags();
    PageCollector page = new PageCollector(query);
    for (List<Partition> slice : slices) {
      Rows rows = rows(slice, Optional.empty(), READ_AHEAD);
      for (List<Session> some = rows.next(READ_AHEAD);
          !some.isEmpty();
          some = rows.next(READ_AHEAD)) {
        live.over(some, query.filter()).stream()
            .filter(session -> tags.matches(session.tags()))
            .forEach(page::add);
      }
    }
    return page.page();
  }

  private List<List<Partition>> slices(HistoryQuery query) {
    HistoryFilter filter = query.filter();
    TimeWindow window = filter.window();
    Instant to = window.to().isAfter(SessionId.MAX_START) ? SessionId.MAX_START : window.to();
    Instant from = window.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : window.from();
    List<List<Partition>> slices = new ArrayList<>();
    if (from.isAfter(to)) {
      return slices;
    }
    if (filter.userId().isPresent()) {
      slices.add(slice(query.bots(), filter, from, to));
      return slices;
    }
    LocalDate first = from.atOffset(ZoneOffset.UTC).toLocalDate();
    for (LocalDate day = to.atOffset(ZoneOffset.UTC).toLocalDate();
        !day.isBefore(first);
        day = day.minusDays(1)) {
      Instant begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
      Instant end = begin.plusSeconds(86_400).minusMillis(1);
      slices.add(
          slice(
              query.bots(),
              filter,
              begin.isBefore(from) ? from : begin,
              end.isAfter(to) ? to : end));
    }
    return slices;
  }

  private static List<Partition> slice(
      List<BotId> bots, HistoryFilter filter, Instant from, Instant to) {
    return bots.stream()
        .map(bot -> Partition.of(bot, filter, SessionId.lowestAt(from), SessionId.highestAt(to)))
        .toList();
  }

  private long[] counts(List<List<Partition>> slices) {
    AtomicLongArray counts = new AtomicLongArray(slices.size());
    List<Map.Entry<Integer, Partition>> all = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      for (Partition partition : slices.get(i)) {
        all.add(Map.entry(i, partition));
      }
    }
    Parallel.forEach(all, one -> counts.addAndGet(one.getKey(), count(one.getValue())));
    return IntStream.range(0, slices.size()).mapToLong(counts::get).toArray();
  }

  private long count(Partition partition) {
    QueryRequest query = partition.counting(tables.sessions(), expiry);
    long count = 0;
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page =
          Queries.once(
              dynamo, start.isEmpty() ? query : query.toBuilder().exclusiveStartKey(start).build());
      count += page.count();
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return count;
  }

  private Rows rows(List<Partition> slice, Optional<SessionId> after, int ahead) {
    return new Rows(
        slice.stream()
            .filter(p -> after.map(end -> end.compareTo(p.from()) > 0).orElse(true))
            .map(p -> reader(after.map(p::before).orElse(p), ahead))
            .toList(),
        after);
  }

  private PartitionReader reader(Partition partition, int ahead) {
    return new PartitionReader(dynamo, partition.reading(tables.sessions(), expiry, ahead));
  }

  private static HistoryFilter onlyWindow(TimeWindow window) {
    return new HistoryFilter(
        window, Optional.empty(), Optional.empty(), Optional.empty(), TagFilter.NONE);
  }
}
