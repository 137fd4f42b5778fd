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
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;

/** Counts sessions in memory. Thread-safe. */
public final class InMemorySessionCounters implements SessionCounters {
  private final Map<UserDay, DayCounts> users = new HashMap<>();
  private final Map<UserDay, SequenceNumber> lastCounted = new HashMap<>();
  private final Map<BotDay, DayCounts> bots = new HashMap<>();
  private final Map<UserDay, DayMeasures> measuresOfUsers = new HashMap<>();
  private final Map<BotDay, DayMeasures> measuresOfBots = new HashMap<>();
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
      DayCounts before = users.getOrDefault(user, DayCounts.EMPTY);
      DayCounts after = before.plus(change.deltas());
      users.put(user, after);
      BotDay bot = new BotDay(change.bot(), change.day());
      bots.put(bot, bots.getOrDefault(bot, DayCounts.EMPTY).plus(change.deltas()));

      DayMeasures old = measuresOfUsers.getOrDefault(user, DayMeasures.NONE);
      long newUsers = before.isEmpty() ? (hasEarlierDay(user) ? 0 : 1) : old.newUsers();
      DayMeasures measures =
          after.isEmpty()
              ? DayMeasures.NONE
              : new DayMeasures(1, newUsers, old.sessions().plus(change.deltas()));
      measuresOfUsers.put(user, measures);
      measuresOfBots.merge(bot, measures.minus(old), DayMeasures::plus);
    }
  }

  private boolean hasEarlierDay(UserDay user) {
    return users.entrySet().stream()
        .filter(other -> !other.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .anyMatch(
            other ->
                other.bot.equals(user.bot)
                    && other.userId.equals(user.userId)
                    && other.day.isBefore(user.day));
  }

  /** Returns the measures of a bot's day. */
  public synchronized DayMeasures measuresOf(BotId bot, LocalDate day) {
    return measuresOfBots.getOrDefault(new BotDay(bot, day), DayMeasures.NONE);
  }

  /** Returns the measures of all days of a bot. */
  public synchronized DayMeasures measuresOf(BotId bot) {
    return measuresOfBots.entrySet().stream()
        .filter(one -> one.getKey().bot.equals(bot))
        .map(Map.Entry::getValue)
        .reduce(DayMeasures.NONE, DayMeasures::plus);
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
