package org.conversationsessions.store.window;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.session.SessionItem;

/**
 * Partitions that together hold sessions in the history's order: one partition for each day, or one
 * for all days. A series has the sessions of an end user or of a shard of a bot. Where a filter
 * selects kinds of sessions, each kind in a shard has its own series. A filter selects one series
 * or more.
 *
 * @param counterKey the partition key of these sessions' counters
 * @param bot the bot whose sessions these are
 * @param shard the shard; 0 for an end user's series
 * @param sharding the bot's sharding: on which days the shard exists
 * @param filter which sessions are wanted
 * @param kinds the kinds of sessions in the series
 */
public record PartitionSeries(
    String counterKey,
    BotId bot,
    int shard,
    Sharding sharding,
    HistoryFilter filter,
    List<SessionKind> kinds) {
  /**
   * Returns the series that a filter selects.
   *
   * @param from the first start
   * @param to the last start
   */
  public static List<PartitionSeries> of(
      List<Bot> bots, HistoryFilter filter, Instant from, Instant to) {
    List<PartitionSeries> series = new ArrayList<>();
    for (Bot registeredBot : bots) {
      BotId bot = registeredBot.id();
      filter
          .userId()
          .ifPresentOrElse(
              user ->
                  series.add(
                      new PartitionSeries(
                          CounterItem.counterKey(bot, user),
                          bot,
                          0,
                          Sharding.ONE,
                          filter,
                          kinds(filter))),
              () ->
                  series.addAll(
                      of(
                          bot,
                          filter,
                          registeredBot.sharding(),
                          registeredBot.sharding().maxShards(from, to))));
    }
    return series;
  }

  private static List<PartitionSeries> of(
      BotId bot, HistoryFilter filter, Sharding sharding, int shards) {
    List<PartitionSeries> series = new ArrayList<>();
    List<SessionKind> kinds = kinds(filter);
    for (int shard = 0; shard < shards; shard++) {
      String counterKey = CounterItem.counterKey(bot, shard);
      if (kinds.size() == SessionKind.ALL.size()) {
        series.add(new PartitionSeries(counterKey, bot, shard, sharding, filter, kinds));
      } else {
        for (SessionKind kind : kinds) {
          series.add(new PartitionSeries(counterKey, bot, shard, sharding, filter, List.of(kind)));
        }
      }
    }
    return series;
  }

  private static List<SessionKind> kinds(HistoryFilter filter) {
    return SessionKind.matching(filter.containment(), filter.type());
  }

  /** Returns whether one partition holds the sessions of all days. */
  public boolean hasOnePartition() {
    return filter.userId().isPresent();
  }

  /** Returns whether the series has a partition on a day. */
  public boolean existsOn(LocalDate day) {
    return hasOnePartition() || shard < sharding.shards(day);
  }

  /** Returns the partitions of a window, newest first. */
  public List<Partition> partitions(BucketWindow window) {
    if (hasOnePartition()) {
      return List.of(between(window.from(), window.to()));
    }
    return window.days().stream()
        .filter(range -> existsOn(range.day()))
        .map(range -> between(range.from(), range.to()))
        .toList();
  }

  /**
   * Returns the partition from one start to another, both included. Both are on one day, unless one
   * partition holds all days.
   */
  public Partition between(Instant from, Instant to) {
    return between(SessionId.lowestAt(from), SessionId.highestAt(to));
  }

  /** Returns the partition from one identifier to another, both included. */
  public Partition between(SessionId from, SessionId to) {
    if (filter.userId().isPresent()) {
      String owner = SessionItem.owner(bot, filter.userId().get());
      return new Partition(
          null,
          SessionItem.OWNER,
          owner,
          from,
          to,
          filter.type(),
          filter.containment().map(containment -> containment.wire()));
    }
    LocalDate day = SessionItem.day(from.start());
    return kinds.size() == 1
        ? new Partition(
            SessionItem.BY_CONTAINMENT,
            SessionItem.BOT_KIND_DAY,
            SessionItem.botKindDay(bot, kinds.getFirst(), day, shard),
            from,
            to,
            Optional.empty(),
            Optional.empty())
        : new Partition(
            SessionItem.BY_DATE,
            SessionItem.BOT_DAY,
            SessionItem.botDay(bot, day, shard),
            from,
            to,
            Optional.empty(),
            Optional.empty());
  }
}
