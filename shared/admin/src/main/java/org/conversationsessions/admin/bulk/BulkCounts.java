package org.conversationsessions.admin.bulk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.conversationsessions.store.counter.CounterUpdate;
import org.conversationsessions.store.counter.DayChange;
import org.conversationsessions.store.counter.MeasuresItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counters of a bulk load, kept in memory until every session is counted. */
final class BulkCounts {
  private final boolean countsUsers;
  private final Map<DayOf, Day> days = new HashMap<>();
  private final Map<DayOf, HourlyMeasures> measures = new HashMap<>();
  private final Map<HourOf, Hour> hours = new HashMap<>();

  /** The days of each end user, with the counter key of the bot's shard. */
  private final Map<String, NavigableMap<LocalDate, String>> daysOfUsers = new HashMap<>();

  private record DayOf(String counterKey, LocalDate date) {}

  private record HourOf(String counterKey, long hour) {}

  /**
   * A session that is counted.
   *
   * @param shard its bot's shard
   * @param change its start
   */
  record Counted(int shard, CountChange change) {
    private String bot() {
      return CounterItem.counterKey(change.bot(), shard);
    }

    private String user() {
      return CounterItem.counterKey(change.bot(), change.userId());
    }
  }

  /**
   * Creates counters without sessions.
   *
   * @param countsUsers whether end users get items too
   */
  BulkCounts(boolean countsUsers) {
    this.countsUsers = countsUsers;
  }

  /** Adds sessions. A large list takes less work than many small ones. */
  void add(List<Counted> sessions) {
    Map<DayOf, List<Delta>> byDay = new LinkedHashMap<>();
    for (Counted session : sessions) {
      LocalDate date = session.change.day();
      daysOfUsers.computeIfAbsent(session.user(), user -> new TreeMap<>()).put(date, session.bot());
      add(byDay, new DayOf(session.bot(), date), session.change);
      if (countsUsers) {
        add(byDay, new DayOf(session.user(), date), session.change);
      }
    }
    byDay.forEach(this::add);
  }

  private static void add(Map<DayOf, List<Delta>> byDay, DayOf day, CountChange change) {
    byDay.computeIfAbsent(day, any -> new ArrayList<>()).addAll(change.deltas());
  }

  /**
   * Adds changes of a day as {@link CounterUpdate} does, so buckets move from a day's item to items
   * of its hours at the same size.
   */
  private void add(DayOf day, List<Delta> deltas) {
    DayChange change = DayChange.ofBot(day.counterKey, days.getOrDefault(day, Day.NONE), deltas);
    for (int hour : change.hours()) {
      HourOf key = new HourOf(day.counterKey, CounterUpdate.hourSinceEpoch(day.date, hour));
      Hour stored = hours.getOrDefault(key, Hour.NONE);
      hours.put(key, new Hour(change.bucketsAfter(hour, stored.buckets()), stored.version() + 1));
    }
    days.put(day, change.after());
    measures.put(day, measures.getOrDefault(day, HourlyMeasures.EMPTY).plus(deltas));
  }

  /** Returns all items. An end user is new on the first day. */
  List<Map<String, AttributeValue>> items(Instant now) {
    Map<DayOf, DayMeasures> users = new HashMap<>();
    daysOfUsers.forEach(
        (user, ofUser) ->
            ofUser.forEach(
                (date, bot) -> {
                  long newUsers = date.equals(ofUser.firstKey()) ? 1 : 0;
                  DayMeasures one = new DayMeasures(1, newUsers, HourlyMeasures.EMPTY);
                  users.merge(new DayOf(bot, date), one, DayMeasures::plus);
                  users.put(new DayOf(user, date), one);
                }));
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    days.forEach(
        (key, day) -> {
          HourlyMeasures sessions = measures.getOrDefault(key, HourlyMeasures.EMPTY);
          DayMeasures ofDay = users.getOrDefault(key, DayMeasures.NONE);
          items.add(
              CounterItem.of(
                  key.counterKey, key.date, day.with(Optional.of(ofDay.with(sessions))), now));
          if (MeasuresItem.isSeparate(key.counterKey, day)) {
            MeasuresItem item = new MeasuresItem(sessions, 1);
            items.add(MeasuresItem.of(key.counterKey, key.date, item, now));
          }
        });
    hours.forEach((key, hour) -> items.add(CounterItem.of(key.counterKey, key.hour, hour, now)));
    return items;
  }
}
