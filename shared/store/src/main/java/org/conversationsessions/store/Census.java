package org.conversationsessions.store;

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
import org.conversationsessions.domain.conversation.Parallel;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.Slot;
import org.conversationsessions.domain.counter.Tally;
import org.conversationsessions.store.CountedWindow.Stretch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * How many sessions of each lane start when, within a window: from the counters where they are
 * whole, measured by counting rows at the window's cut ends and where something that is counted may
 * have expired.
 */
final class Census {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final List<Lane> lanes;
  private final CountedWindow window;
  private final List<String> counted;
  private final Map<String, NavigableMap<LocalDate, DayCounts>> days = new ConcurrentHashMap<>();
  private final Map<HourOf, Tally> hours = new ConcurrentHashMap<>();
  private final Map<Measured, Long> measured = new ConcurrentHashMap<>();
  private List<Cell> cells = List.of();

  Census(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, List<Lane> lanes, CountedWindow window) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.lanes = lanes;
    this.window = window;
    this.counted = lanes.stream().map(Lane::counted).distinct().toList();
  }

  private record HourOf(String counted, long hour) {}

  private record Measured(Lane lane, Stretch stretch) {}

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
      for (Lane lane : lanes) {
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
    List<Cell> all = new ArrayList<>();
    for (Stretch stretch : window.measured()) {
      all.add(measuredCell(stretch));
    }
    for (long hour : busy) {
      all.add(uncertain.contains(hour) ? measuredCell(stretch(hour)) : counted(hour));
    }
    all.sort(Comparator.comparing(Cell::from).reversed());
    cells = List.copyOf(all);
  }

  /** The window in stretches that hold anything, the newest first. */
  List<Cell> cells() {
    return cells;
  }

  /** How many sessions there are in the window. */
  long total() {
    long total = 0;
    for (Cell cell : cells) {
      total += cell.total();
    }
    return total;
  }

  /** How many sessions of every kind the counters know on the window's days of a lane. */
  long ofEveryKind(Lane lane) {
    return days.getOrDefault(lane.counted(), new TreeMap<>()).values().stream()
        .mapToLong(day -> day.hours().count(SessionKind.ALL))
        .sum();
  }

  /** An hour in slots, the newest first. One round of questions, if its slots are not known yet. */
  List<Cell> inSlots(Cell cell) {
    readHours(
        counted.stream()
            .map(one -> new HourOf(one, cell.hour()))
            .filter(one -> !hours.containsKey(one) && isKeptByHour(one))
            .toList());
    NavigableSet<Integer> busy = new TreeSet<>();
    int first = Math.toIntExact(Slot.of(cell.from()) - Slot.first(cell.hour()));
    int last = Math.toIntExact(Slot.of(cell.to()) - Slot.first(cell.hour()));
    for (String one : counted) {
      for (int slot : slots(new HourOf(one, cell.hour())).between(first, last).stretches()) {
        busy.add(slot);
      }
    }
    List<Cell> fine = new ArrayList<>();
    for (int slot : busy.descendingSet()) {
      long absolute = Slot.first(cell.hour()) + slot;
      List<Long> counts =
          lanes.stream()
              .map(
                  lane ->
                      slots(new HourOf(lane.counted(), cell.hour()))
                          .count(lane.kinds(), slot, slot))
              .toList();
      fine.add(new Cell(Slot.start(absolute), Slot.end(absolute), counts, Cell.FINE));
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
                              .forEach(h -> busy.add(day.toEpochDay() * Slot.HOURS_PER_DAY + h))));
    }
    return window.hasSlots()
        ? busy.subSet(Slot.hour(window.first()), true, Slot.hour(window.last()), true)
        : busy;
  }

  private Stretch stretch(long hour) {
    return new Stretch(
        Slot.start(Math.max(window.first(), Slot.first(hour))),
        Slot.end(Math.min(window.last(), Slot.last(hour))));
  }

  private boolean mayHaveExpired(long hour, Instant now) {
    for (NavigableMap<LocalDate, DayCounts> ofDays : days.values()) {
      DayCounts counts = ofDays.getOrDefault(Slot.day(hour), DayCounts.EMPTY);
      if (counts.mayHaveExpired(ofDay(hour), now)) {
        return true;
      }
    }
    return false;
  }

  private Cell measuredCell(Stretch stretch) {
    List<Long> counts =
        lanes.stream().map(lane -> measured.getOrDefault(new Measured(lane, stretch), 0L)).toList();
    return new Cell(stretch.from(), stretch.to(), counts, Cell.FINE);
  }

  private Cell counted(long hour) {
    Stretch stretch = stretch(hour);
    int first = Math.toIntExact(Slot.of(stretch.from()) - Slot.first(hour));
    int last = Math.toIntExact(Slot.of(stretch.to()) - Slot.first(hour));
    boolean whole = first == 0 && last == Slot.PER_HOUR - 1;
    List<Long> counts = new ArrayList<>(lanes.size());
    for (Lane lane : lanes) {
      counts.add(
          whole
              ? day(lane.counted(), hour).hours().count(lane.kinds(), ofDay(hour), ofDay(hour))
              : slots(new HourOf(lane.counted(), hour)).count(lane.kinds(), first, last));
    }
    return new Cell(stretch.from(), stretch.to(), counts, hour);
  }

  private DayCounts day(String counted, long hour) {
    return days.getOrDefault(counted, new TreeMap<>())
        .getOrDefault(Slot.day(hour), DayCounts.EMPTY);
  }

  private boolean isKeptByHour(HourOf one) {
    DayCounts day = day(one.counted, one.hour);
    int hour = ofDay(one.hour);
    return day.slots().isEmpty() && day.hours().count(SessionKind.ALL, hour, hour) != 0;
  }

  private Tally slots(HourOf one) {
    return day(one.counted, one.hour)
        .hourOf(ofDay(one.hour))
        .orElseGet(() -> hours.getOrDefault(one, Tally.EMPTY));
  }

  private static int ofDay(long hour) {
    return Math.floorMod(hour, Slot.HOURS_PER_DAY);
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
                    Attributes.s(CounterItem.daySpan(Slot.day(Slot.hour(window.first())))),
                    ":last",
                    Attributes.s(CounterItem.daySpan(Slot.day(Slot.hour(window.last()))))))
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
    wanted.forEach(one -> hours.put(one, Tally.EMPTY));
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
