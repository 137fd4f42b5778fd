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
 * What is to be written for some changes of a day, as the stored counts are now. Of the changes
 * those are left out that were counted before.
 */
public final class CounterUpdate {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Instant now;

  public CounterUpdate(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.now = clock.instant();
  }

  /** The writes; none if all of it is counted already. */
  public List<TransactWriteItem> of(ShardDay shardDay, List<List<CountChange>> ofUsers) {
    String bot = CounterItem.counted(shardDay.bot(), shardDay.shard());
    Map<String, List<CountChange>> byUser = new LinkedHashMap<>();
    ofUsers.forEach(
        some -> byUser.put(CounterItem.counted(shardDay.bot(), some.getFirst().userId()), some));
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
    changed.removeIf(change -> !change.isNews());
    return writes(shardDay.day(), changed);
  }

  /**
   * What becomes of a day's counts.
   *
   * @param counted whose they are
   * @param before as they are stored
   * @param deltas what changes in them
   * @param after as they are to be stored
   */
  public record DayChange(String counted, Day before, List<Delta> deltas, Day after) {
    public static DayChange of(String user, Day before, List<CountChange> changes) {
      List<Delta> deltas = new ArrayList<>();
      SequenceNumber last = before.last();
      String probe = before.probe();
      for (CountChange change : changes) {
        if (change.at().compareTo(last) > 0) {
          last = change.at();
          deltas.addAll(change.counted());
          probe = change.probe().isEmpty() ? probe : change.probe();
        }
      }
      return of(user, before, deltas, probe, last);
    }

    public static DayChange of(
        String counted,
        Day before,
        List<Delta> deltas,
        String probe,
        @Nullable SequenceNumber last) {
      DayCounts counts = before.counts().plus(deltas);
      return new DayChange(
          counted,
          before,
          deltas,
          new Day(
              counts.isOverfull() ? counts.withoutSlots() : counts,
              last == null ? SequenceNumber.NONE : last,
              probe,
              before.version() + 1));
    }

    /**
     * Whether there is anything to write. What changes no count needs no number: it may be looked
     * at again.
     */
    boolean isNews() {
      return deltas.stream().anyMatch(delta -> delta.change() != 0)
          || !after.counts().equals(before.counts())
          || !after.probe().equals(before.probe());
    }

    /** The hours of the day whose items change. */
    public NavigableSet<Integer> hours() {
      NavigableSet<Integer> hours = new TreeSet<>();
      if (after.counts().slots().isEmpty()) {
        deltas.stream()
            .filter(delta -> delta.change() != 0)
            .forEach(delta -> hours.add(DayCounts.hourOfDay(delta)));
        if (leavesItsSlots()) {
          before.counts().busyHours().forEach(hours::add);
        }
      }
      return hours;
    }

    /** Whether the slots were kept with the day and no longer are. */
    boolean leavesItsSlots() {
      return before.counts().slots().isPresent() && after.counts().slots().isEmpty();
    }

    /** An hour's slots, changed. */
    public BucketCounts slots(int hour, BucketCounts stored) {
      return DayCounts.plus(
          leavesItsSlots() ? before.counts().hourOf(hour).orElse(stored) : stored, hour, deltas);
    }
  }

  private List<TransactWriteItem> writes(LocalDate day, List<DayChange> changed) {
    Map<Map<String, AttributeValue>, Hour> stored = hours(day, changed);
    List<TransactWriteItem> writes = new ArrayList<>();
    for (DayChange change : changed) {
      writes.add(
          put(
              tables,
              CounterItem.of(change.counted, day, change.after, now),
              change.before.version()));
      for (int hour : change.hours()) {
        long absolute = absolute(day, hour);
        String span = CounterItem.hourSpan(absolute);
        Hour before = stored.getOrDefault(CounterItem.key(change.counted, span), Hour.NONE);
        Hour after = new Hour(change.slots(hour, before.slots()), before.version() + 1);
        writes.add(
            put(tables, CounterItem.of(change.counted, absolute, after, now), before.version()));
      }
    }
    return writes;
  }

  /** A write on condition that the item still has a version; zero: that it is not there. */
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
        keys.add(CounterItem.key(change.counted, CounterItem.hourSpan(absolute(day, hour))));
      }
    }
    return CounterItem.hours(dynamo, tables, keys, true);
  }

  public static long absolute(LocalDate day, int hour) {
    return day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour;
  }
}
