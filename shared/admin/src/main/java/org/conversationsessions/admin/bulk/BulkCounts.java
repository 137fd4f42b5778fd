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

/** The counts of an archive, kept in memory until all is counted. */
final class BulkCounts {
  private final Map<DayOf, Day> days = new HashMap<>();
  private final Map<HourOf, Hour> hours = new HashMap<>();

  private record DayOf(String counted, LocalDate date) {}

  private record HourOf(String counted, long hour) {}

  /**
   * What is to be counted.
   *
   * @param counted whose it is
   * @param date the day
   * @param deltas what changes in the day's counts
   */
  record Counted(String counted, LocalDate date, List<Delta> deltas) {}

  /** Counts; much at a time is less work. */
  void add(List<Counted> some) {
    Map<DayOf, List<Delta>> byDay = new LinkedHashMap<>();
    for (Counted one : some) {
      byDay
          .computeIfAbsent(new DayOf(one.counted, one.date), day -> new ArrayList<>())
          .addAll(one.deltas);
    }
    byDay.forEach(this::add);
  }

  /**
   * As {@link org.conversationsessions.store.counter.CounterUpdate} does it, so that a day's slots
   * leave it where they would there.
   */
  private void add(DayOf day, List<Delta> deltas) {
    Day before = days.getOrDefault(day, Day.NONE);
    DayChange change = DayChange.of(day.counted, before, deltas, "", null);
    for (int hour : change.hours()) {
      HourOf one = new HourOf(day.counted, day.date.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour);
      Hour stored = hours.getOrDefault(one, Hour.NONE);
      hours.put(one, new Hour(change.slots(hour, stored.slots()), stored.version() + 1));
    }
    days.put(day, change.after());
  }

  /** All items. */
  List<Map<String, AttributeValue>> items(Instant now) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    days.forEach((of, day) -> items.add(CounterItem.of(of.counted, of.date, day, now)));
    hours.forEach((of, hour) -> items.add(CounterItem.of(of.counted, of.hour, hour, now)));
    return items;
  }
}
