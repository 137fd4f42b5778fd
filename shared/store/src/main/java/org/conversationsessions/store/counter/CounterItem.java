package org.conversationsessions.store.counter;

import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Counts of sessions: an item for each day of a shard of a bot's sessions or of an end user's, and,
 * where a day has many, one for each hour. A day is some 400 bytes, a busy hour some 2 KB.
 */
public final class CounterItem {
  public static final String COUNTED = "counted";
  public static final String SPAN = "span";
  public static final String VERSION = "v";

  private static final String COUNTS = "n";
  private static final String SLOTS = "s";
  private static final String SPILLED = "spilled";
  private static final String EXPIRIES = "x";
  private static final String LAST = "q";
  private static final String PROBE = "p";

  /**
   * How long an item that counts nothing is kept: longer than the stream keeps a change (24 hours),
   * so that none can come again when the number of the last one is gone.
   */
  private static final Duration EMPTY_KEPT = Duration.ofDays(3);

  private CounterItem() {}

  /**
   * A day's item.
   *
   * @param counts what it counts
   * @param last the last change counted; nothing on a bot's item
   * @param probe the last question of a recount that came by
   * @param version how often it was written; zero: never
   */
  public record Day(DayCounts counts, SequenceNumber last, String probe, long version) {
    public static final Day NONE = new Day(DayCounts.EMPTY, SequenceNumber.NONE, "", 0);
  }

  /**
   * An hour's item.
   *
   * @param slots by slot of the hour
   * @param version how often it was written; zero: never
   */
  public record Hour(BucketCounts slots, long version) {
    public static final Hour NONE = new Hour(BucketCounts.EMPTY, 0);
  }

  /** The key of a shard of a bot's sessions. A bot's identifier has no {@code #}. */
  public static String counted(BotId bot, int shard) {
    return "b#" + bot + "#" + shard;
  }

  /** The key of an end user's sessions. */
  public static String counted(BotId bot, String userId) {
    return countedOwner(SessionItem.owner(bot, userId));
  }

  /** The same, by what their sessions are stored under. */
  public static String countedOwner(String owner) {
    return "u#" + owner;
  }

  public static String daySpan(LocalDate day) {
    return "d#" + day;
  }

  public static String hourSpan(long hour) {
    return String.format(
        Locale.ROOT,
        "h#%s#%02d",
        TimeBucket.day(hour),
        Math.floorMod(hour, TimeBucket.HOURS_PER_DAY));
  }

  public static LocalDate day(String span) {
    // As daySpan writes it: of every day that a session's identifier can name.
    return Attributes.readable(
        "a stored count",
        () ->
            LocalDate.of(
                Integer.parseInt(span, 2, 6, 10),
                Integer.parseInt(span, 7, 9, 10),
                Integer.parseInt(span, 10, 12, 10)));
  }

  /** The hour that {@link #hourSpan} wrote. */
  public static long hour(String span) {
    return Attributes.readable(
        "a stored count",
        () -> CounterUpdate.absolute(day(span), Integer.parseInt(span, 13, 15, 10)));
  }

  public static Map<String, AttributeValue> key(String counted, String span) {
    return Map.of(COUNTED, Attributes.s(counted), SPAN, Attributes.s(span));
  }

  public static Map<String, AttributeValue> of(
      String counted, LocalDate date, Day day, Instant now) {
    Attributes item = item(counted, daySpan(date), day.version, day.counts.isEmpty(), now);
    item.put(COUNTS, packed(day.counts.hours()));
    day.counts.slots().ifPresent(slots -> item.put(SLOTS, packed(slots)));
    item.put(SPILLED, day.counts.slots().isEmpty());
    item.put(EXPIRIES, packed(day.counts.expiries()));
    if (!day.last.equals(SequenceNumber.NONE)) {
      item.put(LAST, day.last.digits());
    }
    if (!day.probe.isEmpty()) {
      item.put(PROBE, day.probe);
    }
    return item.item();
  }

  public static Map<String, AttributeValue> of(String counted, long hour, Hour slots, Instant now) {
    return item(counted, hourSpan(hour), slots.version, slots.slots.isEmpty(), now)
        .put(COUNTS, packed(slots.slots))
        .item();
  }

  private static Attributes item(
      String counted, String span, long version, boolean empty, Instant now) {
    Attributes item = new Attributes(new HashMap<>(key(counted, span))).put(VERSION, version);
    if (empty) {
      item.put(Expiry.ATTRIBUTE, now.plus(EMPTY_KEPT).getEpochSecond());
    }
    return item;
  }

  /** The items of a day, by what they count, seeing every write that was answered. */
  public static Map<String, Day> days(
      DynamoDbClient dynamo, Tables tables, Collection<String> counted, LocalDate date) {
    Map<String, Day> found = new HashMap<>();
    String span = daySpan(date);
    Batches.get(
        dynamo,
        tables.counters(),
        counted.stream().map(one -> key(one, span)).toList(),
        true,
        item -> found.put(new Attributes(item).text(COUNTED), readDay(item)));
    return found;
  }

  /**
   * The items of hours, by their keys.
   *
   * @param consistent whether to see every write that was answered
   */
  public static Map<Map<String, AttributeValue>, Hour> hours(
      DynamoDbClient dynamo,
      Tables tables,
      Collection<Map<String, AttributeValue>> keys,
      boolean consistent) {
    Map<Map<String, AttributeValue>, Hour> found = new HashMap<>();
    Batches.get(
        dynamo,
        tables.counters(),
        List.copyOf(keys),
        consistent,
        item -> {
          Attributes read = new Attributes(item);
          found.put(key(read.text(COUNTED), read.text(SPAN)), readHour(item));
        });
    return found;
  }

  public static Day readDay(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored count", stored, CounterItem::day);
  }

  private static Day day(Attributes item) {
    Optional<BucketCounts> slots =
        item.flag(SPILLED) ? Optional.empty() : Optional.of(tally(item.bytes(SLOTS)));
    return new Day(
        new DayCounts(tally(item.bytes(COUNTS)), slots, expiries(item.bytes(EXPIRIES))),
        item.findText(LAST).map(SequenceNumber::new).orElse(SequenceNumber.NONE),
        item.findText(PROBE).orElse(""),
        item.number(VERSION));
  }

  public static Hour readHour(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored count",
        stored,
        item -> new Hour(tally(item.bytes(COUNTS)), item.number(VERSION)));
  }

  /** For each stretch how far it is behind the last one, which kinds it has, and their counts. */
  private static byte[] packed(BucketCounts tally) {
    VarintWriter out = new VarintWriter();
    int[] stretches = tally.stretches();
    int last = 0;
    for (int i = 0; i < stretches.length; i++) {
      int[] counts = tally.countsAt(i);
      int there = 0;
      for (int kind = 0; kind < counts.length; kind++) {
        there |= counts[kind] == 0 ? 0 : 1 << kind;
      }
      out.number(stretches[i] - last).number(there);
      last = stretches[i];
      for (int count : counts) {
        if (count != 0) {
          out.number(count);
        }
      }
    }
    return out.finish();
  }

  private static BucketCounts tally(byte[] packed) {
    int kinds = SessionKind.ALL.size();
    int[] stretches = new int[packed.length];
    int[] counts = new int[packed.length * kinds];
    int size = 0;
    int last = 0;
    try {
      VarintReader in = new VarintReader(packed);
      for (; in.hasMore(); size++) {
        last += (int) in.number();
        stretches[size] = last;
        long there = in.number();
        for (int kind = 0; kind < kinds; kind++) {
          counts[size * kinds + kind] = (there >> kind & 1) == 0 ? 0 : (int) in.number();
        }
      }
      return BucketCounts.of(Arrays.copyOf(stretches, size), Arrays.copyOf(counts, size * kinds));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new UnreadableItemException("a stored count cannot be read", e);
    }
  }

  private static byte[] packed(Map<Integer, Instant> expiries) {
    VarintWriter out = new VarintWriter();
    new TreeMap<>(expiries)
        .forEach((hour, bound) -> out.number(hour).number(bound.getEpochSecond()));
    return out.finish();
  }

  private static Map<Integer, Instant> expiries(byte[] packed) {
    Map<Integer, Instant> expiries = new HashMap<>();
    try {
      VarintReader in = new VarintReader(packed);
      while (in.hasMore()) {
        int hour = (int) in.number();
        expiries.put(hour, Instant.ofEpochSecond(in.number()));
      }
      return expiries;
    } catch (BufferUnderflowException e) {
      throw new UnreadableItemException("a stored count cannot be read", e);
    }
  }
}
