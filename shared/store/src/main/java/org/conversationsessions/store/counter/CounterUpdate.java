package org.conversationsessions.store.counter;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem.Day;
import org.conversationsessions.store.counter.CounterItem.Hour;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Computes the writes that apply a batch of changes to one day's stored counters. Changes that were
 * counted before are skipped: their sequence number is not above the one stored with the end user's
 * counts.
 *
 * <p>Measures are counted of days that were counted with measures from their first session on. They
 * are dropped from a day that has a change while no measures are counted.
 */
public final class CounterUpdate {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Instant now;
  private final boolean countsMeasures;

  /**
   * Creates an update at the clock's current time.
   *
   * @param countsMeasures whether measures are counted too
   */
  public CounterUpdate(DynamoDbClient dynamo, Tables tables, Clock clock, boolean countsMeasures) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.now = clock.instant();
    this.countsMeasures = countsMeasures;
  }

  /**
   * Returns the conditional writes of one transaction; empty if every change was counted before.
   * Reads the items of the day and, if they change, those of its hours and of its measures. Looks
   * for an earlier day of each end user whose first session of the day it counts.
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

    Map<String, MeasuresItem> ofUsers = readMeasures(shardDay.day(), changes(byUser, days));
    ofUsers.forEach((user, item) -> days.computeIfPresent(user, (key, day) -> day.with(item)));
    List<DayChange> userChanges = changes(byUser, days);
    DayChange botChange =
        DayChange.ofBot(
            bot,
            days.getOrDefault(bot, Day.NONE),
            userChanges.stream().flatMap(change -> change.deltas().stream()).toList());
    if (countsMeasures) {
      Set<String> newUsers = newUsers(userChanges, shardDay.day());
      userChanges.replaceAll(change -> change.withMeasures(newUsers.contains(change.counterKey())));
      botChange =
          botChange.withMeasuresOf(
              userChanges.stream()
                  .map(DayChange::measured)
                  .reduce(DayMeasures.NONE, DayMeasures::plus));
    }
    List<DayChange> dayChanges = new ArrayList<>(userChanges);
    dayChanges.add(botChange);
    dayChanges.removeIf(change -> !change.mustBeWritten());
    List<TransactWriteItem> writes = writes(shardDay.day(), dayChanges);
    for (DayChange change : dayChanges) {
      if (change.hasSeparateMeasures() && !CounterItem.isBot(change.counterKey())) {
        MeasuresItem stored = ofUsers.getOrDefault(change.counterKey(), MeasuresItem.NONE);
        addMeasures(change, shardDay.day(), stored, change.sessionsAfter(), writes);
      }
    }
    if (botChange.changesMeasuresItem()) {
      MeasuresItem stored = MeasuresItem.read(dynamo, tables, bot, shardDay.day());
      HourlyMeasures after = botChange.measuresAfter(stored.sessions());
      addMeasures(botChange, shardDay.day(), stored, after, writes);
    }
    return writes;
  }

  private static List<DayChange> changes(
      Map<String, List<CountChange>> byUser, Map<String, Day> days) {
    List<DayChange> changes = new ArrayList<>();
    byUser.forEach(
        (user, ofUser) ->
            changes.add(DayChange.of(user, days.getOrDefault(user, Day.NONE), ofUser)));
    return changes;
  }

  /** Reads the items of measures of the end users whose day has one, or is to have one. */
  private Map<String, MeasuresItem> readMeasures(LocalDate day, List<DayChange> userChanges) {
    List<String> separate =
        userChanges.stream()
            .filter(change -> change.hasSeparateMeasures() && change.mustBeWritten())
            .map(DayChange::counterKey)
            .toList();
    return MeasuresItem.read(dynamo, tables, separate, day);
  }

  /** Returns the end users whose day begins and who have no earlier day. */
  private Set<String> newUsers(List<DayChange> userChanges, LocalDate day) {
    Set<String> newUsers = ConcurrentHashMap.newKeySet();
    Parallel.forEach(
        userChanges.stream().filter(DayChange::begins).map(DayChange::counterKey).toList(),
        user -> {
          if (!CounterItem.hasEarlierDay(dynamo, tables, user, day)) {
            newUsers.add(user);
          }
        });
    return newUsers;
  }

  private void addMeasures(
      DayChange change,
      LocalDate day,
      MeasuresItem stored,
      HourlyMeasures after,
      List<TransactWriteItem> writes) {
    if (!after.equals(stored.sessions())) {
      MeasuresItem next = new MeasuresItem(after, stored.version() + 1);
      writes.add(
          put(tables, MeasuresItem.of(change.counterKey(), day, next, now), stored.version()));
    }
  }

  private List<TransactWriteItem> writes(LocalDate day, List<DayChange> dayChanges) {
    Map<Map<String, AttributeValue>, Hour> stored = readHours(day, dayChanges);
    List<TransactWriteItem> writes = new ArrayList<>();
    for (DayChange change : dayChanges) {
      writes.add(
          put(
              tables,
              CounterItem.of(change.counterKey(), day, change.after(), now),
              change.before().version()));
      for (int hour : change.hours()) {
        long hourNumber = hourSinceEpoch(day, hour);
        String span = CounterItem.hourSpan(hourNumber);
        Hour before = stored.getOrDefault(CounterItem.key(change.counterKey(), span), Hour.NONE);
        Hour after = new Hour(change.bucketsAfter(hour, before.buckets()), before.version() + 1);
        writes.add(
            put(
                tables,
                CounterItem.of(change.counterKey(), hourNumber, after, now),
                before.version()));
      }
    }
    return writes;
  }

  /** Returns a write on condition that the item has a version; 0: that it does not exist. */
  public static TransactWriteItem put(
      Tables tables, Map<String, AttributeValue> item, long version) {
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
            CounterItem.key(change.counterKey(), CounterItem.hourSpan(hourSinceEpoch(day, hour))));
      }
    }
    return CounterItem.hours(dynamo, tables, keys, true);
  }

  /** Returns an hour of a day as the hour since the epoch. */
  public static long hourSinceEpoch(LocalDate day, int hour) {
    return day.toEpochDay() * TimeBucket.HOURS_PER_DAY + hour;
  }
}
