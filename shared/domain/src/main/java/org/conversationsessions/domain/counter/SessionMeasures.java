package org.conversationsessions.domain.counter;

import java.time.Duration;
import java.util.function.LongBinaryOperator;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.BillingSession;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;

/**
 * Measures of closed sessions, or a difference of such measures (contract, section 17.5). Live
 * sessions have none.
 *
 * @param closedSessions the number of sessions
 * @param messages the number of their messages
 * @param durationMillis the time from their starts to their ends, in milliseconds
 * @param tasks the number of their tasks, completed or failed
 * @param billingSessions the number of their billing sessions
 * @param transfersAfterTask the number of those that went to an agent after a completed task
 * @param developerSessions the number of those with an event of a developer
 */
public record SessionMeasures(
    long closedSessions,
    long messages,
    long durationMillis,
    long tasks,
    long billingSessions,
    long transfersAfterTask,
    long developerSessions) {
  /** No sessions. */
  public static final SessionMeasures NONE = new SessionMeasures(0, 0, 0, 0, 0, 0, 0);

  /** Returns the measures of one session. */
  public static SessionMeasures of(Session session) {
    if (session.status() != SessionStatus.CLOSED) {
      return NONE;
    }
    boolean afterTask =
        session.containment() == ContainmentType.AGENT
            && session.transfer().filter(AgentTransfer::afterTask).isPresent();
    return new SessionMeasures(
        1,
        session.messages(),
        Duration.between(session.startTime(), session.endTime()).toMillis(),
        session.tasks(),
        BillingSession.count(session),
        afterTask ? 1 : 0,
        session.developer() ? 1 : 0);
  }

  /** Returns the sum of these measures and others. */
  public SessionMeasures plus(SessionMeasures other) {
    return combined(other, Long::sum);
  }

  /** Returns by how much these measures exceed others. */
  public SessionMeasures minus(SessionMeasures other) {
    return combined(other, (mine, theirs) -> mine - theirs);
  }

  private SessionMeasures combined(SessionMeasures other, LongBinaryOperator operator) {
    return new SessionMeasures(
        operator.applyAsLong(closedSessions, other.closedSessions),
        operator.applyAsLong(messages, other.messages),
        operator.applyAsLong(durationMillis, other.durationMillis),
        operator.applyAsLong(tasks, other.tasks),
        operator.applyAsLong(billingSessions, other.billingSessions),
        operator.applyAsLong(transfersAfterTask, other.transfersAfterTask),
        operator.applyAsLong(developerSessions, other.developerSessions));
  }
}
