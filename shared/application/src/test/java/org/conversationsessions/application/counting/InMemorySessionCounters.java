package org.conversationsessions.application.counting;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;

/** Counts sessions in memory. Safe for several threads. */
public final class InMemorySessionCounters implements SessionCounters {
  private final Map<UserDay, DayCounts> users = new HashMap<>();
  private final Map<UserDay, SequenceNumber> lastCounted = new HashMap<>();
  private final Map<BotDay, DayCounts> bots = new HashMap<>();
  private final Set<UserDay> damaged = new HashSet<>();

  private record UserDay(BotId bot, String userId, LocalDate day) {}

  private record BotDay(BotId bot, LocalDate day) {}

  @Override
  public synchronized SortedMap<Integer, StoreException> count(List<CountChange> changes) {
    SortedMap<Integer, StoreException> failures = new TreeMap<>();
    for (int i = 0; i < changes.size(); i++) {
      CountChange change = changes.get(i);
      if (damaged.contains(new UserDay(change.bot(), change.userId(), change.day()))) {
        failures.put(i, new UnreadableItemException("damaged counts"));
      } else {
        count(change);
      }
    }
    return failures;
  }

  private void count(CountChange change) {
    UserDay user = new UserDay(change.bot(), change.userId(), change.day());
    if (change.sequenceNumber().compareTo(lastCounted.getOrDefault(user, SequenceNumber.NONE))
        > 0) {
      lastCounted.put(user, change.sequenceNumber());
      users.put(user, users.getOrDefault(user, DayCounts.EMPTY).plus(change.deltas()));
      BotDay bot = new BotDay(change.bot(), change.day());
      bots.put(bot, bots.getOrDefault(bot, DayCounts.EMPTY).plus(change.deltas()));
    }
  }

  /** Returns a bot's counts of a day, by 10-second bucket of the day. */
  public synchronized BucketCounts countsOf(BotId bot, LocalDate day) {
    return buckets(bots.getOrDefault(new BotDay(bot, day), DayCounts.EMPTY));
  }

  /** Returns an end user's counts of a day, by 10-second bucket of the day. */
  public synchronized BucketCounts countsOf(BotId bot, String userId, LocalDate day) {
    return buckets(users.getOrDefault(new UserDay(bot, userId, day), DayCounts.EMPTY));
  }

  /**
   * Returns how many sessions of an end user are counted.
   *
   * @throws UnreadableItemException if their counts of a day are damaged
   */
  public synchronized long countedOf(BotId bot, String userId) {
    if (damaged.stream().anyMatch(day -> day.bot.equals(bot) && day.userId.equals(userId))) {
      throw new UnreadableItemException("damaged counts");
    }
    return users.entrySet().stream()
        .filter(user -> user.getKey().bot.equals(bot) && user.getKey().userId.equals(userId))
        .mapToLong(user -> user.getValue().hours().count(SessionKind.ALL))
        .sum();
  }

  /** Returns how many sessions of a bot are counted. */
  public synchronized long countedOf(BotId bot) {
    return bots.entrySet().stream()
        .filter(one -> one.getKey().bot.equals(bot))
        .mapToLong(one -> one.getValue().hours().count(SessionKind.ALL))
        .sum();
  }

  /** Makes an end user's counts of a day unreadable. */
  public synchronized void damage(BotId bot, String userId, LocalDate day) {
    damaged.add(new UserDay(bot, userId, day));
  }

  private static BucketCounts buckets(DayCounts day) {
    return day.buckets().orElse(BucketCounts.EMPTY);
  }
}
