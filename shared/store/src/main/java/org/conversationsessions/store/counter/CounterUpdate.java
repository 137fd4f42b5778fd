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
   * @param ofUsers the changes of each end user, in the order of the stream
   */
  public List<TransactWriteItem> of(ShardDay shardDay, List<List<CountChange>> ofUsers) {
    String bot = CounterItem.counterKey(shardDay.bot(), shardDay.shard());
    Map<String, List<CountChange>> byUser = new LinkedHashMap<>();
    ofUsers.forEach(
        some -> byUser.put(CounterItem.counterKey(shardDay.bot(), some.getFirst().userId()), some));
    List<String> all = new ArrayList<>(byUser.keySet());
    all.add(bot);
    Map<String, Day> days = CounterItem.days(dynamo, tables, all, shardDay.day());

    List<DayChange> changed = new ArrayList<>();
    List<Delta> together = new ArrayList<>();
    byUser.forEach(
        (user, changes) -> {
          DayChange change = DayChange.of(user, days.getOrDefault(user, Day.NONE), changes);
          together.addAll(change.deltas);
          changed.add(change);
        });
    changed.add(DayChange.of(bot, days.getOrDefault(bot, Day.NONE), together, "", null));
    changed.removeIf(change -> !change.isNeeded());
    return writes(shardDay.day(), changed);
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
      SequenceNumber last = before.last();
      String marker = before.marker();
      for (CountChange change : changes) {
        if (change.at().compareTo(last) > 0) {
          last = change.at();
          deltas.addAll(change.counted());
          marker = change.probe().isEmpty() ? marker : change.probe();
        }
      }
      return of(counterKey, before, deltas, marker, last);
    }

    /**
     * Applies changes.
     *
     * @param marker the last reconciliation marker seen in the stream
     * @param last the sequence number of the last change counted; null on a bot's item
     */
    public static DayChange of(
        String counterKey,
        Day before,
        List<Delta> deltas,
        String marker,
        @Nullable SequenceNumber last) {
      DayCounts counts = before.counts().plus(deltas);
      return new DayChange(
          counterKey,
          before,
          deltas,
          new Day(
              counts.isOverfull() ? counts.withoutSlots() : counts,
              last == null ? SequenceNumber.NONE : last,
              marker,
              before.version() + 1));
    }

    /**
     * Returns whether there is anything to write. A change that alters no count needs no sequence
     * number stored: counting it again does no harm.
     */
    boolean isNeeded() {
      return deltas.stream().anyMatch(delta -> delta.change() != 0)
          || !after.counts().equals(before.counts())
          || !after.marker().equals(before.marker());
    }

    /** Returns the hours of the day whose items change. */
    public NavigableSet<Integer> hours() {
      NavigableSet<Integer> hours = new TreeSet<>();
      if (after.counts().slots().isEmpty()) {
        deltas.stream()
            .filter(delta -> delta.change() != 0)
            .forEach(delta -> hours.add(DayCounts.hourOfDay(delta)));
        if (movesBucketsToHours()) {
          before.counts().busyHours().forEach(hours::add);
        }
      }
      return hours;
    }

    /** Returns whether the buckets move from the day's item to items of its hours. */
    boolean movesBucketsToHours() {
      return before.counts().slots().isPresent() && after.counts().slots().isEmpty();
    }

    /** Returns an hour's counts by bucket of the hour after the changes. */
    public BucketCounts buckets(int hour, BucketCounts stored) {
      return DayCounts.plus(
          movesBucketsToHours() ? before.counts().hourOf(hour).orElse(stored) : stored,
          hour,
          deltas);
    }
  }

  private List<TransactWriteItem> writes(LocalDate day, List<DayChange> changed) {
    Map<Map<String, AttributeValue>, Hour> stored = hours(day, changed);
    List<TransactWriteItem> writes = new ArrayList<>();
    for (DayChange change : changed) {
      writes.add(
          put(
              tables,
              CounterItem.of(change.counterKey, day, change.after, now),
              change.before.version()));
      for (int hour : change.hours()) {
        long absolute = absolute(day, hour);
        String span = CounterItem.hourSpan(absolute);
        Hour before = stored.getOrDefault(CounterItem.key(change.counterKey, span), Hour.NONE);
        Hour after = new Hour(change.buckets(hour, before.buckets()), before.version() + 1);
        writes.add(
            put(tables, CounterItem.of(change.counterKey, absolute, after, now), before.version()));
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

  private Map<Map<String, AttributeValue>, Hour> hours(LocalDate day, List<DayChange> changed) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (DayChange change : changed) {
      for (int hour : change.hours()) {
        keys.add(CounterItem.key(change.counterKey, CounterItem.hourSpan(absolute(day, hour))));
      }
    }
    return CounterItem.hours(dynamo, tables, keys, true);
  }

  /** Returns an hour of a day as the hour since the epoch. */
  public static long absolute(LocalDate day, int hour) {
    return day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour;
  }
}
