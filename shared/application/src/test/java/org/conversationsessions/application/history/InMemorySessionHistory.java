package org.conversationsessions.application.history;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * The history exactly as the contract defines it: all sessions, filtered, sorted and cut. It is
 * slow and obvious, so that it can be the oracle of every other implementation.
 */
public final class InMemorySessionHistory implements SessionHistory {
  private final Supplier<Collection<Session>> all;
  private final UnaryOperator<Session> present;
  private final Duration retention;
  private final Clock clock;

  /** Creates a history over these sessions. Closed ones expire after the retention; zero: never. */
  public InMemorySessionHistory(
      Supplier<Collection<Session>> all, Duration retention, Clock clock) {
    this(all, UnaryOperator.identity(), retention, clock);
  }

  /**
   * Creates a history over the records of sessions. A live session matches by its record, and is
   * returned with its present figures.
   *
   * @param present returns a session with its present figures, given its record
   */
  public InMemorySessionHistory(
      Supplier<Collection<Session>> all,
      UnaryOperator<Session> present,
      Duration retention,
      Clock clock) {
    this.all = all;
    this.present = present;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public HistoryPage page(HistoryQuery query) {
    List<Session> matching = kept(query.bots()).filter(query.filter()::matches).toList();
    List<Session> rest =
        matching.stream()
            .filter(s -> query.after().map(after -> s.id().compareTo(after) < 0).orElse(true))
            .skip(query.skip())
            .toList();
    return new HistoryPage(
        matching.size(),
        rest.stream().limit(query.limit()).map(present).toList(),
        rest.size() > query.limit());
  }

  @Override
  public List<Session> byId(List<Bot> bots, Collection<SessionId> ids) {
    return kept(bots).filter(session -> ids.contains(session.id())).map(present).toList();
  }

  /** Returns the sessions of some bots that have not expired, the newest first. */
  public Stream<Session> kept(List<Bot> bots) {
    Set<BotId> ids = bots.stream().map(Bot::id).collect(Collectors.toSet());
    return all.get().stream()
        .filter(session -> ids.contains(session.conversation().bot()))
        .filter(session -> !isExpired(session))
        .sorted(Comparator.comparing(Session::id).reversed());
  }

  private boolean isExpired(Session session) {
    return !retention.isZero()
        && session
            .closing()
            .map(closing -> !closing.recordedAt().plus(retention).isAfter(clock.instant()))
            .orElse(false);
  }
}
