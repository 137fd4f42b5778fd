package org.conversationsessions.admin.inspect;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.conversationsessions.store.counter.CounterUpdate;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.counter.MeasuresItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Replaces unreadable counters by empty ones, so that they count again and a recount can find the
 * missing counts. Loses no change: no change was counted since the item was damaged, and the
 * recount that follows repairs the counts from before.
 */
public final class DamagedCounterReset {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;

  /** Creates the adapter. */
  public DamagedCounterReset(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * Empties the unreadable counters of a shard's day and of its end users' day. The items of a
   * day's hours and of its measures are emptied with the day's item, without which they mean
   * nothing. If only its measures are unreadable, the day's measures are incomplete afterwards.
   * Reads 26 items for each counter key.
   */
  public void reset(ShardDay day, Collection<String> owners) {
    List<String> counterKeys =
        new ArrayList<>(owners.stream().map(CounterItem::counterKeyOfOwner).toList());
    counterKeys.add(CounterItem.counterKey(day.bot(), day.shard()));
    counterKeys.forEach(counterKey -> reset(counterKey, day.day()));
  }

  private void reset(String counterKey, LocalDate date) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    keys.add(CounterItem.key(counterKey, CounterItem.daySpan(date)));
    keys.add(CounterItem.key(counterKey, MeasuresItem.span(date)));
    for (int hour = 0; hour < TimeBucket.HOURS_PER_DAY; hour++) {
      keys.add(
          CounterItem.key(
              counterKey, CounterItem.hourSpan(CounterUpdate.hourSinceEpoch(date, hour))));
    }
    List<Map<String, AttributeValue>> stored = new ArrayList<>();
    Batches.getAll(dynamo, tables.counters(), keys, true, stored::add);
    boolean byHour = stored.stream().anyMatch(item -> CounterItem.isHour(span(item)));
    boolean dayIsDamaged =
        stored.stream().anyMatch(item -> CounterItem.isDay(span(item)) && isDamaged(item));
    if (!dayIsDamaged && stored.stream().anyMatch(DamagedCounterReset::isDamagedMeasures)) {
      // Before the measures are emptied, so that they never count as complete.
      stored.stream()
          .filter(item -> CounterItem.isDay(span(item)))
          .forEach(day -> replace(day, withoutMeasures(counterKey, date, day)));
    }
    for (Map<String, AttributeValue> item : stored) {
      if (dayIsDamaged || isDamaged(item)) {
        replace(item, empty(counterKey, date, item, byHour));
      }
    }
  }

  private static boolean isDamagedMeasures(Map<String, AttributeValue> item) {
    return !CounterItem.isDay(span(item)) && !CounterItem.isHour(span(item)) && isDamaged(item);
  }

  private Map<String, AttributeValue> withoutMeasures(
      String counterKey, LocalDate date, Map<String, AttributeValue> stored) {
    Day day = CounterItem.readDay(stored);
    return CounterItem.of(
        counterKey,
        date,
        new Day(
            day.counts(),
            Optional.empty(),
            day.lastCounted(),
            day.recountMarker(),
            day.indexed(),
            day.version() + 1),
        clock.instant());
  }

  private Map<String, AttributeValue> empty(
      String counterKey, LocalDate date, Map<String, AttributeValue> damaged, boolean byHour) {
    if (CounterItem.isDay(span(damaged))) {
      return emptyDay(counterKey, date, damaged, byHour);
    }
    return CounterItem.isHour(span(damaged))
        ? emptyHour(counterKey, damaged)
        : MeasuresItem.of(
            counterKey,
            date,
            new MeasuresItem(HourlyMeasures.EMPTY, nextVersion(damaged)),
            clock.instant());
  }

  private Map<String, AttributeValue> emptyDay(
      String counterKey, LocalDate date, Map<String, AttributeValue> damaged, boolean byHour) {
    // A day whose buckets moved to items of its hours stays so: they are read together.
    DayCounts empty = byHour ? DayCounts.EMPTY.withoutBuckets() : DayCounts.EMPTY;
    return CounterItem.of(
        counterKey,
        date,
        new Day(empty, Optional.empty(), SequenceNumber.NONE, "", false, nextVersion(damaged)),
        clock.instant());
  }

  private Map<String, AttributeValue> emptyHour(
      String counterKey, Map<String, AttributeValue> damaged) {
    return CounterItem.of(
        counterKey,
        CounterItem.hour(span(damaged)),
        new Hour(BucketCounts.EMPTY, nextVersion(damaged)),
        clock.instant());
  }

  private void replace(Map<String, AttributeValue> damaged, Map<String, AttributeValue> empty) {
    AttributeValue version = damaged.get(CounterItem.VERSION);
    try {
      dynamo.putItem(
          put -> {
            put.tableName(tables.counters()).item(empty);
            if (version == null) {
              put.conditionExpression("attribute_not_exists(v)");
            } else {
              put.conditionExpression("v = :version")
                  .expressionAttributeValues(Map.of(":version", version));
            }
          });
    } catch (ConditionalCheckFailedException e) {
      // Another process emptied the item or wrote counts: both can be read.
    }
  }

  private static String span(Map<String, AttributeValue> item) {
    return new Attributes(item).text(CounterItem.SPAN);
  }

  private static boolean isDamaged(Map<String, AttributeValue> item) {
    String span = span(item);
    try {
      if (CounterItem.isDay(span)) {
        CounterItem.readDay(item);
      } else if (CounterItem.isHour(span)) {
        CounterItem.readHour(item);
      } else {
        MeasuresItem.read(item);
      }
      return false;
    } catch (UnreadableItemException e) {
      return true;
    }
  }

  private static long nextVersion(Map<String, AttributeValue> damaged) {
    @Nullable AttributeValue version = damaged.get(CounterItem.VERSION);
    try {
      return version == null ? 1 : Math.max(0, new Attributes(damaged).number("v")) + 1;
    } catch (UnreadableItemException e) {
      return 1;
    }
  }
}
