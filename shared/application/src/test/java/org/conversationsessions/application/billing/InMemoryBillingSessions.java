package org.conversationsessions.application.billing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.billing.BillingPage;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.billing.FoundBillingSession;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.Session;

/**
 * The billing sessions exactly as the contract defines them: those of all sessions, filtered and
 * cut. It is slow and obvious, so that it can be the oracle of every other implementation.
 */
public final class InMemoryBillingSessions implements BillingSessions {
  private final InMemorySessionHistory history;
  private final long maxSessions;

  /** Creates billing sessions of a history's sessions. */
  public InMemoryBillingSessions(InMemorySessionHistory history) {
    this(history, MAX_SESSIONS);
  }

  /**
   * Creates billing sessions of a history's sessions.
   *
   * @param maxSessions how many sessions a window may have
   */
  public InMemoryBillingSessions(InMemorySessionHistory history, long maxSessions) {
    this.history = history;
    this.maxSessions = maxSessions;
  }

  @Override
  public Result page(BillingQuery query) {
    List<Session> inWindow =
        history
            .kept(query.bots())
            .filter(session -> query.window().contains(session.startTime()))
            .toList();
    if (inWindow.size() > maxSessions) {
      return new Result.TooMany();
    }
    List<FoundBillingSession> all =
        inWindow.stream()
            .filter(session -> hasChannel(session, query.channel()))
            .flatMap(InMemoryBillingSessions::billingSessions)
            .toList();
    List<FoundBillingSession> rest =
        all.stream()
            .filter(one -> query.after().map(last -> isAfter(one, last)).orElse(true))
            .skip(query.skip())
            .toList();
    return new Result.Found(
        new BillingPage(
            all.size(), rest.stream().limit(query.limit()).toList(), rest.size() > query.limit()));
  }

  private static boolean hasChannel(Session session, Optional<String> channel) {
    return channel.isEmpty() || session.conversation().channel().equalsIgnoreCase(channel.get());
  }

  private static Stream<FoundBillingSession> billingSessions(Session session) {
    List<BillingSession> all = BillingSession.of(session);
    return IntStream.range(0, all.size())
        .mapToObj(number -> new FoundBillingSession(session, number, all.get(number)));
  }

  private static boolean isAfter(FoundBillingSession one, BillingPosition last) {
    int session = last.session().compareTo(one.session().id());
    return session > 0 || (session == 0 && one.number() > last.number());
  }
}
