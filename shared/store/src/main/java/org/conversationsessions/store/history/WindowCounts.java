package org.conversationsessions.store.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.history.BucketWindow.Stretch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * How many sessions of each lane start when, within a window: from the counters where they are
 * whole, measured by counting rows at the window's cut ends and where something that is counted may
 * have expired.
 */
final class WindowCounts {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final List<PartitionSeries> lanes;
  private final BucketWindow window;
  private final List<String> counted;
  private final Map<String, NavigableMap<LocalDate, DayCounts>> days = new ConcurrentHashMap<>();
  private final Map<HourOf, BucketCounts> hours = new ConcurrentHashMap<>();
  private final Map<Measured, Long> measured = new ConcurrentHashMap<>();
  private List<CountBucket> cells = List.of();

  WindowCounts(
      DynamoDbClient dynamo,
      Tables tables,
      Expiry expiry,
      List<PartitionSeries> lanes,
      BucketWindow window) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.lanes = lanes;
    this.window = window;
    this.counted = lanes.stream().map(PartitionSeries::counted).distinct().toList();
  }

  private record HourOf(String counted, long hour) {}

  private record Measured(PartitionSeries lane, Stretch stretch) {}

  /** What is to be asked, side by side, before {@link #settle}. */
  List<Runnable> questions() {
    List<Runnable> questions = new ArrayList<>();
    if (window.hasSlots()) {
      counted.forEach(one -> questions.add(() -> readDays(one)));
      List<Long> cut = window.cutHours();
      if (!cut.isEmpty()) {
        questions.add(
            () ->
                readHours(
                    counted.stream()
                        .flatMap(one -> cut.stream().map(hour -> new HourOf(one, hour)))
                        .toList()));
      }
    }
    for (Stretch stretch : window.measured()) {
      for (PartitionSeries lane : lanes) {
        questions.add(() -> measure(new Measured(lane, stretch)));
      }
    }
    return questions;
  }

  /**
   * Makes what was asked into cells. One more round of questions where something may be expired.
   */
  void settle() {
    List<Measured> open = new ArrayList<>();
    NavigableSet<Long> busy = busyHours();
    Set<Long> uncertain = new HashSet<>();
    Instant now = expiry.clock().instant();
    for (long hour : busy) {
      if (mayHaveExpired(hour, now)) {
        uncertain.add(hour);
        lanes.forEach(lane -> open.add(new Measured(lane, stretch(hour))));
      }
    }
    Parallel.forEach(open, this::measure);
    List<CountBucket> all = new ArrayList<>();
    for (Stretch stretch : window.measured()) {
      all.add(measuredCell(stretch));
    }
    for (long hour : busy) {
      all.add(uncertain.contains(hour) ? measuredCell(stretch(hour)) : counted(hour));
    }
    all.sort(Comparator.comparing(CountBucket::from).reversed());
    cells = List.copyOf(all);
  }

  /** The window in stretches that hold anything, the newest first. */
  List<CountBucket> cells() {
    return cells;
  }

  /** How many sessions there are in the window. */
  long total() {
    long total = 0;
    for (CountBucket cell : cells) {
      total += cell.total();
    }
    return total;
  }

  /** How many sessions of every kind the counters know on the window's days of a lane. */
  long ofEveryKind(PartitionSeries lane) {
    return days.getOrDefault(lane.counted(), new TreeMap<>()).values().stream()
        .mapToLong(day -> day.hours().count(SessionKind.ALL))
        .sum();
  }

  /** An hour in slots, the newest first. One round of questions, if its slots are not known yet. */
  List<CountBucket> inSlots(CountBucket cell) {
    readHours(
        counted.stream()
            .map(one -> new HourOf(one, cell.hour()))
            .filter(one -> !hours.containsKey(one) && isKeptByHour(one))
            .toList());
    NavigableSet<Integer> busy = new TreeSet<>();
    int first = Math.toIntExact(TimeBucket.of(cell.from()) - TimeBucket.first(cell.hour()));
    int last = Math.toIntExact(TimeBucket.of(cell.to()) - TimeBucket.first(cell.hour()));
    for (String one : counted) {
      for (int slot : slots(new HourOf(one, cell.hour())).between(first, last).stretches()) {
        busy.add(slot);
      }
    }
    List<CountBucket> fine = new ArrayList<>();
    for (int slot : busy.descendingSet()) {
      long absolute = TimeBucket.first(cell.hour()) + slot;
      List<Long> counts =
          lanes.stream()
              .map(
                  lane ->
                      slots(new HourOf(lane.counted(), cell.hour()))
                          .count(lane.kinds(), slot, slot))
              .toList();
      fine.add(
          new CountBucket(
              TimeBucket.start(absolute), TimeBucket.end(absolute), counts, CountBucket.FINE));
    }
    return fine;
  }

  /** The hours with whole slots that hold anything. */
  private NavigableSet<Long> busyHours() {
    NavigableSet<Long> busy = new TreeSet<>();
    if (window.hasSlots()) {
      days.values()
          .forEach(
              ofDays ->
                  ofDays.forEach(
                      (day, counts) ->
                          counts
                              .busyHours()
                              .forEach(
                                  h -> busy.add(day.toEpochDay() * TimeBucket.HOURS_PER_DAY + h))));
    }
    return window.hasSlots()
        ? busy.subSet(TimeBucket.hour(window.first()), true, TimeBucket.hour(window.last()), true)
        : busy;
  }

  private Stretch stretch(long hour) {
    return new Stretch(
        TimeBucket.start(Math.max(window.first(), TimeBucket.first(hour))),
        TimeBucket.end(Math.min(window.last(), TimeBucket.last(hour))));
  }

  private boolean mayHaveExpired(long hour, Instant now) {
    for (NavigableMap<LocalDate, DayCounts> ofDays : days.values()) {
      DayCounts counts = ofDays.getOrDefault(TimeBucket.day(hour), DayCounts.EMPTY);
      if (counts.mayHaveExpired(ofDay(hour), now)) {
        return true;
      }
    }
    return false;
  }

  private CountBucket measuredCell(Stretch stretch) {
    List<Long> counts =
        lanes.stream().map(lane -> measured.getOrDefault(new Measured(lane, stretch), 0L)).toList();
    return new CountBucket(stretch.from(), stretch.to(), counts, CountBucket.FINE);
  }

  private CountBucket counted(long hour) {
    Stretch stretch = stretch(hour);
    int first = Math.toIntExact(TimeBucket.of(stretch.from()) - TimeBucket.first(hour));
    int last = Math.toIntExact(TimeBucket.of(stretch.to()) - TimeBucket.first(hour));
    boolean whole = first == 0 && last == TimeBucket.PER_HOUR - 1;
    List<Long> counts = new ArrayList<>(lanes.size());
    for (PartitionSeries lane : lanes) {
      counts.add(
          whole
              ? day(lane.counted(), hour).hours().count(lane.kinds(), ofDay(hour), ofDay(hour))
              : slots(new HourOf(lane.counted(), hour)).count(lane.kinds(), first, last));
    }
    return new CountBucket(stretch.from(), stretch.to(), counts, hour);
  }

  private DayCounts day(String counted, long hour) {
    return days.getOrDefault(counted, new TreeMap<>())
        .getOrDefault(TimeBucket.day(hour), DayCounts.EMPTY);
  }

  private boolean isKeptByHour(HourOf one) {
    DayCounts day = day(one.counted, one.hour);
    int hour = ofDay(one.hour);
    return day.slots().isEmpty() && day.hours().count(SessionKind.ALL, hour, hour) != 0;
  }

  private BucketCounts slots(HourOf one) {
    return day(one.counted, one.hour)
        .hourOf(ofDay(one.hour))
        .orElseGet(() -> hours.getOrDefault(one, BucketCounts.EMPTY));
  }

  private static int ofDay(long hour) {
    return Math.floorMod(hour, TimeBucket.HOURS_PER_DAY);
  }

  private void readDays(String counted) {
    NavigableMap<LocalDate, DayCounts> found = new TreeMap<>();
    Queries.each(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("counted = :counted AND span BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":counted",
                    Attributes.s(counted),
                    ":first",
                    Attributes.s(
                        CounterItem.daySpan(TimeBucket.day(TimeBucket.hour(window.first())))),
                    ":last",
                    Attributes.s(
                        CounterItem.daySpan(TimeBucket.day(TimeBucket.hour(window.last()))))))
            .build(),
        item -> {
          found.put(
              CounterItem.day(new Attributes(item).text(CounterItem.SPAN)),
              CounterItem.readDay(item).counts());
          return true;
        });
    days.put(counted, found);
  }

  private void readHours(Collection<HourOf> wanted) {
    Map<Map<String, AttributeValue>, HourOf> byKey = new HashMap<>();
    wanted.forEach(
        one -> byKey.put(CounterItem.key(one.counted, CounterItem.hourSpan(one.hour)), one));
    wanted.forEach(one -> hours.put(one, BucketCounts.EMPTY));
    CounterItem.hours(dynamo, tables, byKey.keySet(), false)
        .forEach(
            (key, hour) -> {
              HourOf one = byKey.get(key);
              if (one != null) {
                hours.put(one, hour.slots());
              }
            });
  }

  private void measure(Measured what) {
    Stretch stretch = what.stretch;
    if (!what.lane.isThere(stretch.day())) {
      return;
    }
    QueryRequest query =
        what.lane.between(stretch.from(), stretch.to()).counting(tables.sessions(), expiry);
    long count = 0;
    Map<String, AttributeValue> start = Map.of();
    do {
      QueryResponse page =
          Queries.once(
              dynamo, start.isEmpty() ? query : query.toBuilder().exclusiveStartKey(start).build());
      count += page.count();
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    measured.put(what, count);
  }
}
