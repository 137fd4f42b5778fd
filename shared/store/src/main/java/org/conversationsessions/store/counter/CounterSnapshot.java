package org.conversationsessions.store.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.BucketCounts.Change;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The stored counters of one day of an end user or of a shard of a bot, for a recount.
 *
 * @param day the day's item
 * @param hours the hours' items, by hour of the day; empty if the day's item holds all buckets
 * @param measuresItem the item of measures; no item for an end user's quiet day
 */
public record CounterSnapshot(Day day, Map<Integer, Hour> hours, MeasuresItem measuresItem) {
  /** Nothing is stored. */
  public static final CounterSnapshot NONE =
      new CounterSnapshot(Day.NONE, Map.of(), MeasuresItem.NONE);

  /**
   * Reads the counters of a day, by partition key. Keys without any are there too. Strongly
   * consistent. Three rounds of reads.
   */
  public static Map<String, CounterSnapshot> read(
      DynamoDbClient dynamo, Tables tables, List<String> counterKeys, LocalDate date) {
    Map<String, Day> days = CounterItem.days(dynamo, tables, counterKeys, date);
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    days.forEach(
        (counterKey, day) -> {
          if (day.counts().buckets().isEmpty()) {
            IntStream.range(0, TimeBucket.HOURS_PER_DAY)
                .mapToObj(hour -> hourKey(counterKey, date, hour))
                .forEach(keys::add);
          }
        });
    Map<Map<String, AttributeValue>, Hour> hours = CounterItem.hours(dynamo, tables, keys, true);
    List<String> separate =
        counterKeys.stream()
            .filter(key -> MeasuresItem.isSeparate(key, days.getOrDefault(key, Day.NONE)))
            .toList();
    Map<String, MeasuresItem> measures = MeasuresItem.read(dynamo, tables, separate, date);
    Map<String, CounterSnapshot> found = new HashMap<>();
    for (String counterKey : counterKeys) {
      Map<Integer, Hour> ofDay = new HashMap<>();
      for (int hour = 0; hour < TimeBucket.HOURS_PER_DAY; hour++) {
        Hour stored = hours.get(hourKey(counterKey, date, hour));
        if (stored != null) {
          ofDay.put(hour, stored);
        }
      }
      found.put(
          counterKey,
          new CounterSnapshot(
              days.getOrDefault(counterKey, Day.NONE),
              ofDay,
              measures.getOrDefault(counterKey, MeasuresItem.NONE)));
    }
    return found;
  }

  private static Map<String, AttributeValue> hourKey(String counterKey, LocalDate date, int hour) {
    return CounterItem.key(
        counterKey, CounterItem.hourSpan(CounterUpdate.hourSinceEpoch(date, hour)));
  }

  /** Returns the counts by 10-second bucket of the day. */
  public BucketCounts buckets() {
    return day.counts()
        .buckets()
        .orElseGet(
            () ->
                BucketCounts.EMPTY.plus(
                    hours.entrySet().stream()
                        .flatMap(hour -> ofDay(hour.getKey(), hour.getValue()).stream())
                        .toList()));
  }

  private static List<Change> ofDay(int hour, Hour stored) {
    return stored.buckets().renumbered(hour * TimeBucket.PER_HOUR).asChanges();
  }

  /** Returns whether the items of the day and of its hours hold exactly these counts. */
  public boolean matches(BucketCounts counts) {
    return buckets().equals(counts)
        && day.counts().hours().equals(DayCounts.EMPTY.plus(deltas(counts, 0, null)).hours());
  }

  /** Returns the measures; none if nothing is counted; empty if they are incomplete. */
  public Optional<DayMeasures> measures() {
    return day.completeMeasures(measuresItem);
  }

  /** Returns whether no item was written between two snapshots of a day. */
  public boolean hasVersionsOf(CounterSnapshot other) {
    return day.version() == other.day.version()
        && measuresItem.version() == other.measuresItem.version();
  }

  /**
   * Returns the writes that replace these counts by others, each on condition that the item has not
   * changed since it was read.
   *
   * @param expected changes that add up to the counts
   * @param measures the measures; empty if none are counted
   */
  public List<TransactWriteItem> repairWrites(
      Tables tables,
      String counterKey,
      LocalDate date,
      List<Delta> expected,
      Optional<DayMeasures> measures,
      Instant now) {
    DayCounts counts = DayCounts.EMPTY.plus(expected).withBoundsOf(day.counts());
    boolean byHour = counts.hasTooManyBuckets() || day.counts().buckets().isEmpty();
    Day repaired =
        new Day(
            byHour ? counts.withoutBuckets() : counts,
            measures,
            day.lastCounted(),
            day.recountMarker(),
            day.indexed(),
            day.version() + 1);
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        CounterUpdate.put(tables, CounterItem.of(counterKey, date, repaired, now), day.version()));
    for (int hour = 0; byHour && hour < TimeBucket.HOURS_PER_DAY; hour++) {
      BucketCounts buckets = counts.bucketsOfHour(hour).orElse(BucketCounts.EMPTY);
      Hour before = hours.getOrDefault(hour, Hour.NONE);
      if (!before.buckets().equals(buckets)) {
        Hour after = new Hour(buckets, before.version() + 1);
        writes.add(
            CounterUpdate.put(
                tables,
                CounterItem.of(counterKey, CounterUpdate.hourSinceEpoch(date, hour), after, now),
                before.version()));
      }
    }
    HourlyMeasures sessions =
        measures
            .filter(any -> MeasuresItem.isSeparate(counterKey, repaired))
            .map(DayMeasures::sessions)
            .orElse(HourlyMeasures.EMPTY);
    if (!measuresItem.sessions().equals(sessions)) {
      MeasuresItem after = new MeasuresItem(sessions, measuresItem.version() + 1);
      writes.add(
          CounterUpdate.put(
              tables, MeasuresItem.of(counterKey, date, after, now), measuresItem.version()));
    }
    return writes;
  }

  /**
   * Returns the changes that add up to counts.
   *
   * @param first the bucket since the epoch that the counts call 0
   * @param noExpiryBefore the time before which no counted session expires; null: none ever does
   */
  public static List<Delta> deltas(
      BucketCounts bucketCounts, long first, @Nullable Instant noExpiryBefore) {
    return bucketCounts.asChanges().stream()
        .map(
            count ->
                new Delta(
                    first + count.bucket(),
                    count.kind(),
                    count.change(),
                    SessionMeasures.NONE,
                    noExpiryBefore))
        .toList();
  }

  /** Returns what is missing in stored counts, by bucket; below 0 where they are too high. */
  public static BucketCounts difference(BucketCounts stored, BucketCounts expected) {
    return expected.plus(
        stored.asChanges().stream()
            .map(count -> new Change(count.bucket(), count.kind(), -count.change()))
            .toList());
  }

  /** Returns the number of sessions that a difference is about. */
  public static long sessions(BucketCounts difference) {
    return difference.asChanges().stream().mapToLong(count -> Math.abs(count.change())).sum();
  }
}
