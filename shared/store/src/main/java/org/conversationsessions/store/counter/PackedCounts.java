package org.conversationsessions.store.counter;

import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/**
 * Packs counts and measures as variable-length numbers. Bytes that cannot be unpacked are an {@link
 * UnreadableItemException}.
 */
final class PackedCounts {
  private PackedCounts() {}

  /**
   * Packs counts. For each number of a bucket or hour: the distance from the one before, a bit set
   * of the kinds that are counted, and the count of each of these kinds.
   */
  static byte[] pack(BucketCounts bucketCounts) {
    VarintWriter out = new VarintWriter();
    int[] buckets = bucketCounts.bucketNumbers();
    int last = 0;
    for (int i = 0; i < buckets.length; i++) {
      int[] counts = bucketCounts.countsAt(i);
      int kinds = 0;
      for (int kind = 0; kind < counts.length; kind++) {
        kinds |= counts[kind] == 0 ? 0 : 1 << kind;
      }
      out.number(buckets[i] - last).number(kinds);
      last = buckets[i];
      for (int count : counts) {
        if (count != 0) {
          out.number(count);
        }
      }
    }
    return out.finish();
  }

  /** Unpacks counts. */
  static BucketCounts bucketCounts(byte[] packed) {
    int kinds = SessionKind.ALL.size();
    int[] buckets = new int[packed.length];
    int[] counts = new int[packed.length * kinds];
    return unpack(
        packed,
        in -> {
          int size = 0;
          int last = 0;
          for (; in.hasMore(); size++) {
            last += (int) in.number();
            buckets[size] = last;
            long present = in.number();
            for (int kind = 0; kind < kinds; kind++) {
              counts[size * kinds + kind] = (present >> kind & 1) == 0 ? 0 : (int) in.number();
            }
          }
          return BucketCounts.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size * kinds));
        });
  }

  /** Packs lower bounds of expiries: for each hour its number and the second. */
  static byte[] pack(Map<Integer, Instant> expiries) {
    VarintWriter out = new VarintWriter();
    new TreeMap<>(expiries)
        .forEach((hour, bound) -> out.number(hour).number(bound.getEpochSecond()));
    return out.finish();
  }

  /** Unpacks lower bounds of expiries. */
  static Map<Integer, Instant> expiries(byte[] packed) {
    return unpack(
        packed,
        in -> {
          Map<Integer, Instant> expiries = new HashMap<>();
          while (in.hasMore()) {
            int hour = (int) in.number();
            expiries.put(hour, Instant.ofEpochSecond(in.number()));
          }
          return expiries;
        });
  }

  /** Packs measures of a day: the numbers of users and of new users, then those of sessions. */
  static byte[] pack(DayMeasures day) {
    VarintWriter out = new VarintWriter().number(day.users()).number(day.newUsers());
    write(out, day.sessions());
    return out.finish();
  }

  /** Unpacks measures of a day. */
  static DayMeasures dayMeasures(byte[] packed) {
    return unpack(packed, in -> new DayMeasures(in.number(), in.number(), readHourly(in)));
  }

  /** Packs measures of sessions. */
  static byte[] pack(HourlyMeasures measures) {
    VarintWriter out = new VarintWriter();
    write(out, measures);
    return out.finish();
  }

  /** Unpacks measures of sessions. */
  static HourlyMeasures hourlyMeasures(byte[] packed) {
    return unpack(packed, PackedCounts::readHourly);
  }

  /**
   * Writes measures. For each hour and kind: the distance from the one before, a bit set of the
   * measures that are not zero, and the value of each of these.
   */
  private static void write(VarintWriter out, HourlyMeasures measures) {
    int kinds = SessionKind.ALL.size();
    int last = 0;
    for (Map.Entry<HourlyMeasures.Key, SessionMeasures> entry : measures.values().entrySet()) {
      int number = entry.getKey().hour() * kinds + entry.getKey().kind().index();
      out.number(number - last);
      last = number;
      long[] values = values(entry.getValue());
      int present = 0;
      for (int i = 0; i < values.length; i++) {
        present |= values[i] == 0 ? 0 : 1 << i;
      }
      out.number(present);
      for (long value : values) {
        if (value != 0) {
          out.number(value);
        }
      }
    }
  }

  private static HourlyMeasures readHourly(VarintReader in) {
    int kinds = SessionKind.ALL.size();
    TreeMap<HourlyMeasures.Key, SessionMeasures> measures = new TreeMap<>();
    int number = 0;
    while (in.hasMore()) {
      number += (int) in.number();
      if (number < 0 || number >= kinds * TimeBucket.HOURS_PER_DAY) {
        throw new IllegalArgumentException("no hour of a day");
      }
      long present = in.number();
      long[] values = values(SessionMeasures.NONE);
      for (int i = 0; i < values.length; i++) {
        values[i] = (present >> i & 1) == 0 ? 0 : in.number();
      }
      measures.put(
          new HourlyMeasures.Key(number / kinds, SessionKind.ALL.get(number % kinds)),
          measures(values));
    }
    return new HourlyMeasures(measures);
  }

  /**
   * Returns the values in the order in which they are stored, which must never change. The most
   * frequent ones are first, because a bit set below 64 takes one byte.
   */
  private static long[] values(SessionMeasures measures) {
    return new long[] {
      measures.closedSessions(),
      measures.messages(),
      measures.durationMillis(),
      measures.tasks(),
      measures.billingSessions(),
      measures.transfersAfterTask(),
      measures.developerSessions()
    };
  }

  private static SessionMeasures measures(long[] values) {
    return new SessionMeasures(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }

  private static <T> T unpack(byte[] packed, Function<VarintReader, T> reader) {
    try {
      return reader.apply(new VarintReader(packed));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new UnreadableItemException("a stored count cannot be read", e);
    }
  }
}
