package org.conversationsessions.store.counter;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Computes the writes that apply a batch of changes to one day's stored counters. Changes that were
 * counted before are skipped: their sequence number is not above the one stored with the end user's
 * counts.
 */
public final class CounterUpdate {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Instant now;

  /** Creates an update at the clock's current time. */
  public CounterUpdate(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.now = clock.instant();
  }

  /**
   * Returns the conditional writes of one transaction; empty if every change was counted before.
   * Reads the items of the day and, where a day has items for its hours, those.
   *
   * @param changesOfUsers the changes of each end user, in the order of the stream
   */
  public List<TransactWriteItem> computeWrites(
      ShardDay shardDay, List<List<CountChange>> changesOfUsers) {
    String bot = CounterItem.counterKey(shardDay.bot(), shardDay.shard());
    Map<String, List<CountChange>> byUser = new LinkedHashMap<>();
    changesOfUsers.forEach(
        changes ->
            byUser.put(
                CounterItem.counterKey(shardDay.bot(), changes.getFirst().userId()), changes));
    List<String> counterKeys = new ArrayList<>(byUser.keySet());
    counterKeys.add(bot);
    Map<String, Day> days = CounterItem.days(dynamo, tables, counterKeys, shardDay.day());

    List<DayChange> dayChanges = new ArrayList<>();
    List<Delta> allDeltas = new ArrayList<>();
    byUser.forEach(
        (user, changes) -> {
          DayChange change = DayChange.of(user, days.getOrDefault(user, Day.NONE), changes);
          allDeltas.addAll(change.deltas);
          dayChanges.add(change);
        });
    dayChanges.add(DayChange.of(bot, days.getOrDefault(bot, Day.NONE), allDeltas, "", null));
    dayChanges.removeIf(change -> !change.mustBeWritten());
    return writes(shardDay.day(), dayChanges);
  }

  /**
   * A change of a day's counts.
   *
   * @param counterKey the partition key of the counts
   * @param before the stored item
   * @param deltas the changes
   * @param after the item to be stored
   */
  public record DayChange(String counterKey, Day before, List<Delta> deltas, Day after) {
    /** Applies an end user's changes, without those counted before. */
    public static DayChange of(String counterKey, Day before, List<CountChange> changes) {
      List<Delta> deltas = new ArrayList<>();
      SequenceNumber lastCounted = before.lastCounted();
      String recountMarker = before.recountMarker();
      for (CountChange change : changes) {
        if (change.sequenceNumber().compareTo(lastCounted) > 0) {
          lastCounted = change.sequenceNumber();
          deltas.addAll(change.deltas());
          recountMarker = change.recountMarker().isEmpty() ? recountMarker : change.recountMarker();
        }
      }
      return of(counterKey, before, deltas, recountMarker, lastCounted);
    }

    /**
     * Applies changes.
     *
     * @param recountMarker the last recount marker seen in the stream
     * @param lastCounted the sequence number of the last change counted; null on a bot's item
     */
    public static DayChange of(
        String counterKey,
        Day before,
        List<Delta> deltas,
        String recountMarker,
        @Nullable SequenceNumber lastCounted) {
      DayCounts counts = before.counts().plus(deltas);
      return new DayChange(
          counterKey,
          before,
          deltas,
          new Day(
              counts.hasTooManyBuckets() ? counts.withoutBuckets() : counts,
              lastCounted == null ? SequenceNumber.NONE : lastCounted,
              recountMarker,
              before.version() + 1));
    }

    /**
     * Returns whether there is anything to write. A change that alters no count needs no sequence
     * number stored: counting it again does no harm.
     */
    boolean mustBeWritten() {
      return deltas.stream().anyMatch(delta -> delta.change() != 0)
          || !after.counts().equals(before.counts())
          || !after.recountMarker().equals(before.recountMarker());
    }

    /** Returns the hours of the day whose items change. */
    public NavigableSet<Integer> hours() {
      NavigableSet<Integer> hours = new TreeSet<>();
      if (after.counts().buckets().isEmpty()) {
        deltas.stream()
            .filter(delta -> delta.change() != 0)
            .forEach(delta -> hours.add(DayCounts.hourOfDay(delta)));
        if (movesBucketsToHours()) {
          before.counts().countedHours().forEach(hours::add);
        }
      }
      return hours;
    }

    /** Returns whether the buckets move from the day's item to items of its hours. */
    boolean movesBucketsToHours() {
      return before.counts().buckets().isPresent() && after.counts().buckets().isEmpty();
    }

    /** Returns an hour's counts by bucket of the hour after the changes. */
    public BucketCounts bucketsAfter(int hour, BucketCounts stored) {
      return DayCounts.plus(
          movesBucketsToHours() ? before.counts().bucketsOfHour(hour).orElse(stored) : stored,
          hour,
          deltas);
    }
  }

  private List<TransactWriteItem> writes(LocalDate day, List<DayChange> dayChanges) {
    Map<Map<String, AttributeValue>, Hour> stored = readHours(day, dayChanges);
    List<TransactWriteItem> writes = new ArrayList<>();
    for (DayChange change : dayChanges) {
      writes.add(
          put(
              tables,
              CounterItem.of(change.counterKey, day, change.after, now),
              change.before.version()));
      for (int hour : change.hours()) {
        long hourNumber = hourSinceEpoch(day, hour);
        String span = CounterItem.hourSpan(hourNumber);
        Hour before = stored.getOrDefault(CounterItem.key(change.counterKey, span), Hour.NONE);
        Hour after = new Hour(change.bucketsAfter(hour, before.buckets()), before.version() + 1);
        writes.add(
            put(
                tables,
                CounterItem.of(change.counterKey, hourNumber, after, now),
                before.version()));
      }
    }
    return writes;
  }

  /** Returns a write on condition that the item has a version; 0: that it does not exist. */
  static TransactWriteItem put(Tables tables, Map<String, AttributeValue> item, long version) {
    Put.Builder put = Put.builder().tableName(tables.counters()).item(item);
    if (version == 0) {
      put.conditionExpression("attribute_not_exists(v)");
    } else {
      put.conditionExpression("v = :version")
          .expressionAttributeValues(Map.of(":version", Attributes.n(version)));
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private Map<Map<String, AttributeValue>, Hour> readHours(
      LocalDate day, List<DayChange> dayChanges) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (DayChange change : dayChanges) {
      for (int hour : change.hours()) {
        keys.add(
            CounterItem.key(change.counterKey, CounterItem.hourSpan(hourSinceEpoch(day, hour))));
      }
    }
    return CounterItem.hours(dynamo, tables, keys, true);
  }

  /** Returns an hour of a day as the hour since the epoch. */
  public static long hourSinceEpoch(LocalDate day, int hour) {
    return day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour;
  }
}
