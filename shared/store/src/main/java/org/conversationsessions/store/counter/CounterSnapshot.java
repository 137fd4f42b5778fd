package org.conversationsessions.store.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * All that the counters hold of one day for one end user or for a shard of a bot.
 *
 * @param day the day's item
 * @param hours the hours' items, by hour of the day, where slots are kept by hour
 */
public record CounterSnapshot(Day day, Map<Integer, Hour> hours) {
  public static final CounterSnapshot NONE = new CounterSnapshot(Day.NONE, Map.of());

  /** Reads counts, seeing every write that was answered. */
  public static Map<String, CounterSnapshot> read(
      DynamoDbClient dynamo, Tables tables, List<String> counted, LocalDate date) {
    Map<String, Day> days = CounterItem.days(dynamo, tables, counted, date);
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    days.forEach(
        (one, day) -> {
          if (day.counts().slots().isEmpty()) {
            IntStream.range(0, TimeBucket.HOURS_PER_DAY)
                .mapToObj(hour -> hourKey(one, date, hour))
                .forEach(keys::add);
          }
        });
    Map<Map<String, AttributeValue>, Hour> hours = CounterItem.hours(dynamo, tables, keys, true);
    Map<String, CounterSnapshot> found = new HashMap<>();
    days.forEach(
        (one, day) -> {
          Map<Integer, Hour> ofDay = new HashMap<>();
          for (int hour = 0; hour < TimeBucket.HOURS_PER_DAY; hour++) {
            Hour stored = hours.get(hourKey(one, date, hour));
            if (stored != null) {
              ofDay.put(hour, stored);
            }
          }
          found.put(one, new CounterSnapshot(day, ofDay));
        });
    return found;
  }

  private static Map<String, AttributeValue> hourKey(String counted, LocalDate date, int hour) {
    return CounterItem.key(counted, CounterItem.hourSpan(CounterUpdate.absolute(date, hour)));
  }

  /** By slot of the day. */
  public BucketCounts slots() {
    return day.counts()
        .slots()
        .orElseGet(
            () -> {
              BucketCounts all = BucketCounts.EMPTY;
              for (Map.Entry<Integer, Hour> hour : hours.entrySet()) {
                all =
                    all.plus(
                        hour.getValue().slots().renumbered(hour.getKey() * TimeBucket.PER_HOUR));
              }
              return all;
            });
  }

  /** Whether day and hours hold just these slots. */
  public boolean agrees(BucketCounts slots) {
    return slots().equals(slots)
        && day.counts().hours().equals(DayCounts.EMPTY.plus(deltas(slots, 0, null)).hours());
  }

  /** The writes that make these counts what they should be, unless they have moved. */
  public List<TransactWriteItem> mended(
      Tables tables, String counted, LocalDate date, List<Delta> truth, Instant now) {
    DayCounts counts = DayCounts.EMPTY.plus(truth);
    boolean byHour = counts.isOverfull() || day.counts().slots().isEmpty();
    Day mended =
        new Day(
            byHour ? counts.withoutSlots() : counts, day.last(), day.probe(), day.version() + 1);
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        CounterUpdate.put(tables, CounterItem.of(counted, date, mended, now), day.version()));
    for (int hour = 0; byHour && hour < TimeBucket.HOURS_PER_DAY; hour++) {
      BucketCounts slots = counts.hourOf(hour).orElse(BucketCounts.EMPTY);
      Hour before = hours.getOrDefault(hour, Hour.NONE);
      if (!before.slots().equals(slots)) {
        Hour after = new Hour(slots, before.version() + 1);
        writes.add(
            CounterUpdate.put(
                tables,
                CounterItem.of(counted, CounterUpdate.absolute(date, hour), after, now),
                before.version()));
      }
    }
    return writes;
  }

  /** What makes a tally of nothing. */
  public static List<Delta> deltas(
      BucketCounts slots, long first, @Nullable Instant noExpiryBefore) {
    List<Delta> deltas = new ArrayList<>();
    int[] stretches = slots.stretches();
    for (int i = 0; i < stretches.length; i++) {
      int[] counts = slots.countsAt(i);
      for (int kind = 0; kind < counts.length; kind++) {
        if (counts[kind] != 0) {
          deltas.add(
              new Delta(
                  first + stretches[i], SessionKind.ALL.get(kind), counts[kind], noExpiryBefore));
        }
      }
    }
    return deltas;
  }

  /** By how many sessions two tallies differ. */
  public static long difference(BucketCounts counted, BucketCounts truth) {
    BucketCounts difference = truth;
    for (Delta delta : deltas(counted, 0, null)) {
      difference = difference.plus((int) delta.slot(), delta.kind(), -delta.change());
    }
    return deltas(difference, 0, null).stream().mapToLong(delta -> Math.abs(delta.change())).sum();
  }
}
