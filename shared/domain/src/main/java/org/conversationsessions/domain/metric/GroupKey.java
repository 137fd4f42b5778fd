package org.conversationsessions.domain.metric;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/**
 * What the sessions of a group have in common. A dimension that the query does not group by is
 * empty.
 *
 * @param bot the bot of all sessions
 * @param containment the containment of all sessions
 * @param type the session type
 */
public record GroupKey(
    Optional<BotId> bot, Optional<ContainmentType> containment, Optional<SessionType> type)
    implements Comparable<GroupKey> {
  private static final Comparator<GroupKey> BY_NAME =
      Comparator.<GroupKey, String>comparing(key -> key.bot.map(BotId::value).orElse(""))
          .thenComparing(key -> key.containment.map(ContainmentType::wire).orElse(""))
          .thenComparing(key -> key.type.map(SessionType::wire).orElse(""));

  /** Returns the group of a bot's sessions of a kind. */
  static GroupKey of(BotId bot, SessionKind kind, Set<MetricsDimension> dimensions) {
    return new GroupKey(
        Optional.of(bot).filter(any -> dimensions.contains(MetricsDimension.BOT_ID)),
        Optional.of(kind.containment())
            .filter(any -> dimensions.contains(MetricsDimension.CONTAINMENT_TYPE)),
        Optional.of(kind.type()).filter(any -> dimensions.contains(MetricsDimension.SESSION_TYPE)));
  }

  /** Compares by bot, containment and type, each by its name. */
  @Override
  public int compareTo(GroupKey other) {
    return BY_NAME.compare(this, other);
  }
}
