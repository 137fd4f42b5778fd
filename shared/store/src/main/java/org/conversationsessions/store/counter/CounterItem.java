package org.conversationsessions.store.counter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Items of the counters table: the number of sessions by start time and {@link SessionKind}. The
 * partition key says whose sessions are counted, the sort key ("span") which period.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>layout</th><th>example</th></tr>
 * <tr><td>{@code counted}, a shard of a bot</td><td>{@code b#<bot>#<shard>}</td>
 *     <td>{@code b#st-1#0}</td></tr>
 * <tr><td>{@code counted}, an end user</td><td>{@code u#<bot>#<user>}</td>
 *     <td>{@code u#st-1#jane}</td></tr>
 * <tr><td>{@code span}, a day (UTC)</td><td>{@code d#<date>}</td>
 *     <td>{@code d#2026-03-01}</td></tr>
 * <tr><td>{@code span}, an hour (UTC)</td><td>{@code h#<date>#<hour>}</td>
 *     <td>{@code h#2026-03-01#09}</td></tr>
 * </table>
 *
 * <p>Dates sort as text in the order of time, so a range of days is one query. Days sort before
 * hours: {@code d} precedes {@code h}.
 *
 * <p>The measures of a bot's day, and of an end user's busy day, have an item of their own, {@link
 * MeasuresItem}.
 *
 * <p>A day's item counts by hour of the day. It counts by 10-second bucket too, as long as it has
 * few buckets. A day with more has an item for each hour instead, which counts by bucket of the
 * hour. A day's item takes some 400 bytes, a busy hour's some 2 KB.
 */
public final class CounterItem {
  public static final String COUNTER_KEY = "counted";
  public static final String SPAN = "span";
  public static final String VERSION = "v";

  private static final String DAY_PREFIX = "d#";
  private static final String HOUR_PREFIX = "h#";
  private static final String COUNTS = "n";
  private static final String BUCKETS = "s";
  private static final String BUCKETS_BY_HOUR = "spilled";
  private static final String EXPIRIES = "x";
  private static final String LAST_COUNTED = "q";
  private static final String RECOUNT_MARKER = "p";
  private static final String MEASURES = "m";
  private static final String INDEXED = "t";

  /**
   * How long an item that counts nothing is kept. Its sequence number must outlive the stream's
   * records (24 hours), or a repeated change would be counted again.
   */
  private static final Duration EMPTY_ITEM_RETENTION = Duration.ofDays(3);

  private CounterItem() {}

  /**
   * A day's item.
   *
   * @param counts the numbers of sessions, by time bucket and kind
   * @param measures the measures, without those of sessions where these have an item of their own
   *     ({@link MeasuresItem#isSeparate}). Empty if they are incomplete: the day has sessions that
   *     were counted without measures
   * @param lastCounted the sequence number of the last change counted; {@link SequenceNumber#NONE}
   *     on a bot's item
   * @param recountMarker the last recount marker seen in the stream; empty if there was none
   * @param indexed whether the index by tag has all sessions of a bot's day; false on an end user's
   *     item, and on an item that an earlier release has written
   * @param version how often the item was written; 0 if it does not exist
   */
  public record Day(
      DayCounts counts,
      Optional<DayMeasures> measures,
      SequenceNumber lastCounted,
      String recountMarker,
      boolean indexed,
      long version) {
    public static final Day NONE =
        new Day(DayCounts.EMPTY, Optional.empty(), SequenceNumber.NONE, "", false, 0);

    /** Returns the measures; none if nothing is counted; empty if they are incomplete. */
    public Optional<DayMeasures> completeMeasures() {
      return measures.isEmpty() && counts.isEmpty() ? Optional.of(DayMeasures.NONE) : measures;
    }

    /**
     * Returns the measures with those of sessions; none if nothing is counted; empty if they are
     * incomplete.
     *
     * @param item the day's item of measures
     */
    public Optional<DayMeasures> completeMeasures(MeasuresItem item) {
      return with(item).completeMeasures();
    }

    /** Returns this day with the measures of sessions that its item of measures holds. */
    Day with(MeasuresItem item) {
      return counts.isEmpty()
          ? this
          : with(measures.map(own -> own.with(own.sessions().plus(item.sessions()))));
    }

    /** Returns the next version of this day, which is indexed. */
    public Day withIndex() {
      return new Day(counts, measures, lastCounted, recountMarker, true, version + 1);
    }

    /** Returns this day with other measures. */
    public Day with(Optional<DayMeasures> newMeasures) {
      return new Day(counts, newMeasures, lastCounted, recountMarker, indexed, version);
    }
  }

  /**
   * An hour's item.
   *
   * @param buckets the counts by 10-second bucket of the hour
   * @param version how often the item was written; 0 if it does not exist
   */
  public record Hour(BucketCounts buckets, long version) {
    public static final Hour NONE = new Hour(BucketCounts.EMPTY, 0);
  }

  /** Returns the partition key of a shard of a bot. A bot's identifier has no {@code #}. */
  public static String counterKey(BotId bot, int shard) {
    return "b#" + bot + "#" + shard;
  }

  /** Returns the partition key of an end user. */
  public static String counterKey(BotId bot, String userId) {
    return counterKeyOfOwner(SessionItem.owner(bot, userId));
  }

  /** Returns the partition key of an end user, given the partition key of their sessions. */
  public static String counterKeyOfOwner(String owner) {
    return "u#" + owner;
  }

  /** Returns whether a partition key is that of a shard of a bot. */
  public static boolean isBot(String counterKey) {
    return counterKey.startsWith("b#");
  }

  /** Returns the sort key of a day. */
  public static String daySpan(LocalDate day) {
    return DAY_PREFIX + day;
  }

  /** Returns whether a sort key is that of an hour. */
  public static boolean isHour(String span) {
    return span.startsWith(HOUR_PREFIX);
  }

  /** Returns whether a sort key is that of a day. */
  public static boolean isDay(String span) {
    return span.startsWith(DAY_PREFIX);
  }

  /**
   * Returns the sort key of an hour.
   *
   * @param hour the hour since the epoch
   */
  public static String hourSpan(long hour) {
    return String.format(
        Locale.ROOT,
        HOUR_PREFIX + "%s#%02d",
        TimeBucket.day(hour),
        Math.floorMod(hour, TimeBucket.HOURS_PER_DAY));
  }

  /** Returns the day of a day's or an hour's sort key. */
  public static LocalDate day(String span) {
    // A year has four digits: a session's identifier holds no later day.
    return Attributes.decode(
        "a stored count",
        () ->
            LocalDate.of(
                Integer.parseInt(span, 2, 6, 10),
                Integer.parseInt(span, 7, 9, 10),
                Integer.parseInt(span, 10, 12, 10)));
  }

  /** Returns the hour since the epoch of an hour's sort key. */
  public static long hour(String span) {
    return Attributes.decode(
        "a stored count",
        () -> CounterUpdate.hourSinceEpoch(day(span), Integer.parseInt(span, 13, 15, 10)));
  }

  /** Returns an item's key. */
  public static Map<String, AttributeValue> key(String counterKey, String span) {
    return Map.of(COUNTER_KEY, Attributes.s(counterKey), SPAN, Attributes.s(span));
  }

  /**
   * Returns a day's item to be written, without measures that have an item of their own.
   *
   * @param now the time from which an item that counts nothing is kept
   */
  public static Map<String, AttributeValue> of(
      String counterKey, LocalDate date, Day day, Instant now) {
    // The bounds of an indexed day are needed as long as the index may name expired sessions.
    boolean temporary = day.counts.isEmpty() && !day.indexed;
    Attributes item = item(counterKey, daySpan(date), day.version, temporary, now);
    item.put(COUNTS, PackedCounts.pack(day.counts.hours()));
    day.counts.buckets().ifPresent(buckets -> item.put(BUCKETS, PackedCounts.pack(buckets)));
    item.put(BUCKETS_BY_HOUR, day.counts.buckets().isEmpty());
    item.put(EXPIRIES, PackedCounts.pack(day.counts.expiries()));
    day.measures
        .map(all -> MeasuresItem.isSeparate(counterKey, day) ? all.withoutSessions() : all)
        .ifPresent(measures -> item.put(MEASURES, PackedCounts.pack(measures)));
    item.put(INDEXED, day.indexed);
    if (!day.lastCounted.equals(SequenceNumber.NONE)) {
      item.put(LAST_COUNTED, day.lastCounted.digits());
    }
    if (!day.recountMarker.isEmpty()) {
      item.put(RECOUNT_MARKER, day.recountMarker);
    }
    return item.item();
  }

  /**
   * Returns an hour's item to be written.
   *
   * @param now the time from which an item that counts nothing is kept
   */
  public static Map<String, AttributeValue> of(
      String counterKey, long hour, Hour counts, Instant now) {
    return item(counterKey, hourSpan(hour), counts.version, counts.buckets.isEmpty(), now)
        .put(COUNTS, PackedCounts.pack(counts.buckets))
        .item();
  }

  /**
   * Returns an item without counts.
   *
   * @param empty whether it counts nothing
   * @param now the time from which it is kept then
   */
  static Attributes item(String counterKey, String span, long version, boolean empty, Instant now) {
    Attributes item = new Attributes(new HashMap<>(key(counterKey, span))).put(VERSION, version);
    if (empty) {
      item.put(Expiry.ATTRIBUTE, now.plus(EMPTY_ITEM_RETENTION).getEpochSecond());
    }
    return item;
  }

  /** Reads the items of a day, by partition key. Strongly consistent. */
  public static Map<String, Day> days(
      DynamoDbClient dynamo, Tables tables, Collection<String> counterKeys, LocalDate date) {
    Map<String, Day> found = new HashMap<>();
    String span = daySpan(date);
    Batches.getAll(
        dynamo,
        tables.counters(),
        counterKeys.stream().map(counterKey -> key(counterKey, span)).toList(),
        true,
        item -> found.put(new Attributes(item).text(COUNTER_KEY), readDay(item)));
    return found;
  }

  /**
   * Reads the items of hours, by key.
   *
   * @param consistent whether the read is strongly consistent
   */
  public static Map<Map<String, AttributeValue>, Hour> hours(
      DynamoDbClient dynamo,
      Tables tables,
      Collection<Map<String, AttributeValue>> keys,
      boolean consistent) {
    Map<Map<String, AttributeValue>, Hour> found = new HashMap<>();
    Batches.getAll(
        dynamo,
        tables.counters(),
        List.copyOf(keys),
        consistent,
        item -> {
          Attributes read = new Attributes(item);
          found.put(key(read.text(COUNTER_KEY), read.text(SPAN)), readHour(item));
        });
    return found;
  }

  /** Reads a stored day. */
  public static Day readDay(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored count", stored, CounterItem::day);
  }

  private static Day day(Attributes item) {
    Optional<BucketCounts> buckets =
        item.flag(BUCKETS_BY_HOUR)
            ? Optional.empty()
            : Optional.of(PackedCounts.bucketCounts(item.bytes(BUCKETS)));
    return new Day(
        new DayCounts(
            PackedCounts.bucketCounts(item.bytes(COUNTS)),
            buckets,
            PackedCounts.expiries(item.bytes(EXPIRIES))),
        item.has(MEASURES)
            ? Optional.of(PackedCounts.dayMeasures(item.bytes(MEASURES)))
            : Optional.empty(),
        item.findText(LAST_COUNTED).map(SequenceNumber::new).orElse(SequenceNumber.NONE),
        item.findText(RECOUNT_MARKER).orElse(""),
        item.flag(INDEXED),
        item.number(VERSION));
  }

  /** Reads a stored hour. */
  public static Hour readHour(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored count",
        stored,
        item -> new Hour(PackedCounts.bucketCounts(item.bytes(COUNTS)), item.number(VERSION)));
  }

  /**
   * Returns whether any session that starts before a day is counted under a key. Costs 0.5 read
   * units if there is one, else 1.5: a write of a moment ago is then looked for with a strongly
   * consistent read.
   */
  public static boolean hasEarlierDay(
      DynamoDbClient dynamo, Tables tables, String counterKey, LocalDate day) {
    return hasEarlierDay(dynamo, tables, counterKey, day, false)
        || hasEarlierDay(dynamo, tables, counterKey, day, true);
  }

  private static boolean hasEarlierDay(
      DynamoDbClient dynamo, Tables tables, String counterKey, LocalDate day, boolean consistent) {
    boolean[] found = new boolean[1];
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("counted = :counterKey AND span BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":counterKey", Attributes.s(counterKey),
                    ":first", Attributes.s(DAY_PREFIX),
                    ":last", Attributes.s(daySpan(day.minusDays(1)))))
            // The latest day first, one at a time: nearly always it counts something.
            .scanIndexForward(false)
            .limit(1)
            .consistentRead(consistent)
            .build(),
        item -> {
          // An item that counts nothing expires.
          found[0] = !new Attributes(item).has(Expiry.ATTRIBUTE);
          return !found[0];
        });
    return found[0];
  }
}
