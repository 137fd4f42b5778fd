package org.conversationsessions.store.history;

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
 * Sessions that come in the history's order from one partition a day, or from one partition for all
 * days: those of an end user; those of a shard of a bot; or those of a shard that are of one kind,
 * where a filter asks for kinds. What a filter lets through is the lanes together.
 *
 * @param counted what the counts of these sessions are kept under
 * @param bot the bot
 * @param shard the shard, if it is no end user's lane
 * @param sharding tells on which days there is such a shard
 * @param filter what is asked for
 * @param kinds the kinds of sessions in the lane
 */
record PartitionSeries(
    String counted,
    BotId bot,
    int shard,
    Sharding sharding,
    HistoryFilter filter,
    List<SessionKind> kinds) {
  /**
   * The lanes of bots that a filter asks for.
   *
   * @param from the first start wanted, to a time that there are sessions of
   * @param to the last
   */
  static List<PartitionSeries> of(List<Bot> bots, HistoryFilter filter, Instant from, Instant to) {
    List<PartitionSeries> lanes = new ArrayList<>();
    for (Bot each : bots) {
      BotId bot = each.id();
      filter
          .userId()
          .ifPresentOrElse(
              user ->
                  lanes.add(
                      new PartitionSeries(
                          CounterItem.counted(bot, user),
                          bot,
                          0,
                          Sharding.ONE,
                          filter,
                          kinds(filter))),
              () -> lanes.addAll(of(bot, filter, each.sharding(), each.sharding().most(from, to))));
    }
    return lanes;
  }

  private static List<PartitionSeries> of(
      BotId bot, HistoryFilter filter, Sharding sharding, int shards) {
    List<PartitionSeries> lanes = new ArrayList<>();
    List<SessionKind> kinds = kinds(filter);
    for (int shard = 0; shard < shards; shard++) {
      String counted = CounterItem.counted(bot, shard);
      if (kinds.size() == SessionKind.ALL.size()) {
        lanes.add(new PartitionSeries(counted, bot, shard, sharding, filter, kinds));
      } else {
        for (SessionKind kind : kinds) {
          lanes.add(new PartitionSeries(counted, bot, shard, sharding, filter, List.of(kind)));
        }
      }
    }
    return lanes;
  }

  private static List<SessionKind> kinds(HistoryFilter filter) {
    return SessionKind.matching(filter.containment(), filter.type());
  }

  /** Whether the sessions of all days are in one partition. */
  boolean isOneForAllDays() {
    return filter.userId().isPresent();
  }

  /** Whether there is such a lane on a day. */
  boolean isThere(LocalDate day) {
    return isOneForAllDays() || shard < sharding.shards(day);
  }

  /**
   * The partition from one start to another, both included and, unless there is one partition for
   * all days, of one day.
   */
  Partition between(Instant from, Instant to) {
    return between(SessionId.lowestAt(from), SessionId.highestAt(to));
  }

  /** The partition from one identifier to another. */
  Partition between(SessionId from, SessionId to) {
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
            SessionItem.botDay(bot, kinds.getFirst(), day, shard),
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
