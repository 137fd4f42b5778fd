package org.conversationsessions.admin.bulk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.conversationsessions.store.counter.CounterUpdate.DayChange;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counters of a bulk load, kept in memory until every session is counted. */
final class BulkCounts {
  private final Map<DayOf, Day> days = new HashMap<>();
  private final Map<HourOf, Hour> hours = new HashMap<>();

  private record DayOf(String counterKey, LocalDate date) {}

  private record HourOf(String counterKey, long hour) {}

  /**
   * Changes of a day's counts.
   *
   * @param counterKey the partition key of the counts
   * @param date the day
   * @param deltas the changes
   */
  record DayDeltas(String counterKey, LocalDate date, List<Delta> deltas) {}

  /** Adds changes. A large list takes less work than many small ones. */
  void add(List<DayDeltas> changes) {
    Map<DayOf, List<Delta>> byDay = new LinkedHashMap<>();
    for (DayDeltas change : changes) {
      byDay
          .computeIfAbsent(new DayOf(change.counterKey, change.date), day -> new ArrayList<>())
          .addAll(change.deltas);
    }
    byDay.forEach(this::add);
  }

  /**
   * Adds changes of a day as {@link org.conversationsessions.store.counter.CounterUpdate} does, so
   * buckets move from a day's item to items of its hours at the same size.
   */
  private void add(DayOf day, List<Delta> deltas) {
    Day before = days.getOrDefault(day, Day.NONE);
    DayChange change = DayChange.of(day.counterKey, before, deltas, "", null);
    for (int hour : change.hours()) {
      HourOf key =
          new HourOf(day.counterKey, day.date.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour);
      Hour stored = hours.getOrDefault(key, Hour.NONE);
      hours.put(key, new Hour(change.bucketsAfter(hour, stored.buckets()), stored.version() + 1));
    }
    days.put(day, change.after());
  }

  /** Returns all items. */
  List<Map<String, AttributeValue>> items(Instant now) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    days.forEach((key, day) -> items.add(CounterItem.of(key.counterKey, key.date, day, now)));
    hours.forEach((key, hour) -> items.add(CounterItem.of(key.counterKey, key.hour, hour, now)));
    return items;
  }
}
