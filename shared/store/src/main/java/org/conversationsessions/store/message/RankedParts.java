package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;

/**
 * Finds the parts in which a page lies, by the number of their messages and the range of their
 * times alone. Parts of different sessions overlap in time, so a message's rank is only known
 * within bounds until the parts around it are opened.
 *
 * <p>Times are turned into distances in the order of the page. So the first message of the page has
 * the lowest one, whether the page begins with the oldest or the newest.
 */
final class RankedParts {
  private final boolean forward;
  private final Map<MessageId, PartRows> parts = new HashMap<>();

  /**
   * The matching messages of a part.
   *
   * @param part the part that has them
   * @param earliest the earliest time at which one of them was sent
   * @param latest the latest time at which one of them was sent
   * @param count their number
   */
  record PartRows(StoredPart part, Instant earliest, Instant latest, int count) {
    /** Returns all messages of a part. */
    static PartRows allOf(StoredPart part) {
      return new PartRows(part, part.part().earliest(), part.part().latest(), part.part().count());
    }

    /** Returns those of a part's messages that match: at least one. */
    static PartRows of(StoredPart part, List<FoundMessage> matching) {
      List<Instant> times = matching.stream().map(row -> row.message().createdOn()).toList();
      return new PartRows(part, Collections.min(times), Collections.max(times), matching.size());
    }
  }

  /**
   * Parts next to each other.
   *
   * @param parts the parts, in any order
   * @param before the number of messages that certainly come before all messages of these parts
   */
  record PartRange(List<PartRows> parts, long before) {}

  /**
   * Creates a ranking without parts.
   *
   * @param forward whether the oldest message comes first
   */
  RankedParts(boolean forward) {
    this.forward = forward;
  }

  /** Adds a part, or replaces what is known about it. */
  void put(PartRows part) {
    parts.put(part.part().part().first(), part);
  }

  /** Removes a part without matching messages. */
  void remove(StoredPart part) {
    parts.remove(part.part().first());
  }

  /** Returns the number of matching messages. */
  long total() {
    return parts.values().stream().mapToLong(PartRows::count).sum();
  }

  /**
   * Returns the parts that hold the messages of some ranks.
   *
   * @param skip the number of messages before the first one wanted
   * @param limit the number of messages wanted, where there are as many
   */
  PartRange ofRanks(long skip, long limit) {
    // At most `skip` messages come before this distance, so the first one wanted does not.
    long begin = Long.MAX_VALUE;
    long atMostBefore = 0;
    for (PartRows part : sorted(this::first)) {
      atMostBefore += part.count();
      if (atMostBefore > skip) {
        begin = first(part);
        break;
      }
    }
    // At least `skip + limit` messages come up to this distance, so the last one wanted does.
    long end = endOf(skip + limit, part -> true);
    return between(begin, end);
  }

  /**
   * Returns the parts that hold a message's successors.
   *
   * @param limit the number of messages wanted, where there are as many
   */
  PartRange after(MessagePosition position, long limit) {
    long begin = distance(position.createdOn());
    return between(begin, endOf(limit, part -> first(part) > begin));
  }

  /** Returns the parts around an instant. */
  PartRange at(Instant time) {
    return between(distance(time), distance(time));
  }

  /** Returns a distance up to which these parts have at least a number of messages. */
  private long endOf(long number, Predicate<PartRows> counted) {
    long atLeast = 0;
    for (PartRows part : sorted(this::last)) {
      atLeast += counted.test(part) ? part.count() : 0;
      if (atLeast >= number) {
        return last(part);
      }
    }
    return Long.MAX_VALUE;
  }

  private PartRange between(long begin, long end) {
    List<PartRows> within = new ArrayList<>();
    long before = 0;
    for (PartRows part : parts.values()) {
      if (last(part) < begin) {
        before += part.count();
      } else if (first(part) <= end) {
        within.add(part);
      }
    }
    return new PartRange(within, before);
  }

  private List<PartRows> sorted(ToLongFunction<PartRows> by) {
    return parts.values().stream().sorted(Comparator.comparingLong(by)).toList();
  }

  private long first(PartRows part) {
    return distance(forward ? part.earliest() : part.latest());
  }

  private long last(PartRows part) {
    return distance(forward ? part.latest() : part.earliest());
  }

  private long distance(Instant time) {
    return forward ? time.toEpochMilli() : -time.toEpochMilli();
  }
}
