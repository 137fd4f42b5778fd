package org.conversationsessions.store.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.KindCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.MeasuresItem;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads counters and counts rows, with eventually consistent reads. Thread-safe. */
public final class CounterReader {
  /**
   * How far the counters may be behind the sessions. Usually it is a second or two; an alarm goes
   * off at a minute.
   */
  public static final Duration MAX_LAG = Duration.ofSeconds(20);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;

  /** Creates a reader. */
  public CounterReader(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
  }

  /**
   * An hour's counter item.
   *
   * @param counterKey the partition key of the counters
   * @param hour the hour since the epoch
   */
  public record CounterHour(String counterKey, long hour) {}

  /**
   * A number of rows to count.
   *
   * @param series the partitions that hold the rows
   * @param range the start times, within one day
   */
  public record RowsToCount(PartitionSeries series, TimeRange range) {}

  /** Returns the current time. */
  Instant now() {
    return expiry.clock().instant();
  }

  /** Reads the counters of days, both included. One query. */
  public NavigableMap<LocalDate, CounterItem.Day> readDays(
      String counterKey, LocalDate first, LocalDate last) {
    return read(
        counterKey, CounterItem.daySpan(first), CounterItem.daySpan(last), CounterItem::readDay);
  }

  /**
   * Reads the measures of days, both included. One query: 0.5 read units for each 4 KB, and a day
   * takes up to some 3 KB.
   */
  public NavigableMap<LocalDate, HourlyMeasures> readMeasures(
      String counterKey, LocalDate first, LocalDate last) {
    return read(
        counterKey,
        MeasuresItem.span(first),
        MeasuresItem.span(last),
        item -> MeasuresItem.read(item).sessions());
  }

  private <T> NavigableMap<LocalDate, T> read(
      String counterKey,
      String first,
      String last,
      Function<Map<String, AttributeValue>, T> reading) {
    NavigableMap<LocalDate, T> days = new TreeMap<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("counted = :counterKey AND span BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":counterKey", Attributes.s(counterKey),
                    ":first", Attributes.s(first),
                    ":last", Attributes.s(last)))
            .build(),
        item -> {
          days.put(
              CounterItem.day(new Attributes(item).text(CounterItem.SPAN)), reading.apply(item));
          return true;
        });
    return days;
  }

  /**
   * Reads the counters of hours, by 10-second bucket of the hour. An hour without an item counts
   * nothing. One batch read for each 100 hours.
   */
  public Map<CounterHour, BucketCounts> readHours(Collection<CounterHour> requested) {
    Map<Map<String, AttributeValue>, CounterHour> byKey = new HashMap<>();
    Map<CounterHour, BucketCounts> hours = new HashMap<>();
    for (CounterHour hour : requested) {
      byKey.put(CounterItem.key(hour.counterKey, CounterItem.hourSpan(hour.hour)), hour);
      hours.put(hour, BucketCounts.EMPTY);
    }
    CounterItem.hours(dynamo, tables, byKey.keySet(), false)
        .forEach(
            (key, stored) -> {
              CounterHour hour = byKey.get(key);
              if (hour != null) {
                hours.put(hour, stored.buckets());
              }
            });
    return hours;
  }

  /** Counts rows that have not expired. A query for each megabyte, charged as if it returned it. */
  public long countRows(RowsToCount count) {
    if (!count.series.existsOn(count.range.day())) {
      return 0;
    }
    QueryRequest query = partition(count).countQuery(tables.sessions(), expiry);
    long rows = 0;
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page =
          Queries.readPage(
              dynamo, start.isEmpty() ? query : query.toBuilder().exclusiveStartKey(start).build());
      rows += page.count();
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return rows;
  }

  /**
   * Counts rows that have not expired by their kind. Costs as much as {@link #countRows}; the kinds
   * of the rows are sent.
   */
  public KindCounts countRowsByKind(RowsToCount count) {
    if (!count.series.existsOn(count.range.day())) {
      return KindCounts.NONE;
    }
    long[] rows = new long[SessionKind.ALL.size()];
    Queries.forEach(
        dynamo,
        partition(count).kindsQuery(tables.sessions(), expiry),
        item -> {
          UnreadableRows.skipUnreadable(() -> rows[SessionItem.kind(item).index()]++);
          return true;
        });
    return KindCounts.of(rows);
  }

  /**
   * Counts rows that have not expired by their kind, and measures them. Costs as much as {@link
   * #countRows}; the rows are sent.
   */
  public MeasuredRows measureRows(RowsToCount count) {
    if (!count.series.existsOn(count.range.day())) {
      return MeasuredRows.NONE;
    }
    List<Session> sessions = new ArrayList<>();
    Queries.forEach(
        dynamo,
        partition(count).readQuery(tables.sessions(), expiry),
        item -> {
          UnreadableRows.skipUnreadable(() -> sessions.add(SessionItem.read(item)));
          return true;
        });
    return MeasuredRows.of(sessions);
  }

  private static Partition partition(RowsToCount count) {
    return count.series.between(count.range.from(), count.range.to());
  }
}
