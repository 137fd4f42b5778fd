package org.conversationsessions.domain.conversation;

import java.time.Instant;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * The facts that decide a session's containment when it closes (contract, section 7), collected
 * event by event.
 *
 * <p>Whether the end user was answered and understood follows the order in which events are
 * recorded, because the user's clock and the bot's clock may differ. All task events carry the time
 * of one clock, the bot's. So the last task to end is the one with the latest timestamp, whatever
 * the order of arrival; at equal timestamps it is the one recorded last.
 *
 * @param unanswered whether no bot or agent message was recorded after the end user's last message
 * @param notUnderstood whether an intent was not identified, and since then no understood user
 *     message, completed task or agent message was recorded
 * @param taskStarted whether any task was started
 * @param firstTaskCompletion when the first task was completed; null if none was
 * @param lastTaskEnd when the last task ended; null if none did
 * @param lastTaskFailed whether the last task to end failed
 */
public record ContainmentFacts(
    boolean unanswered,
    boolean notUnderstood,
    boolean taskStarted,
    @Nullable Instant firstTaskCompletion,
    @Nullable Instant lastTaskEnd,
    boolean lastTaskFailed) {
  /** No event yet. */
  public static final ContainmentFacts NOTHING =
      new ContainmentFacts(false, false, false, null, null, false);

  /** Returns these facts after one more event. */
  ContainmentFacts after(ActivityEvent event) {
    Instant timestamp = event.timestamp();
    ActivityType type = event.type();
    boolean taskEnds = type.isExecutedTask() && isLatest(timestamp, lastTaskEnd);
    return new ContainmentFacts(
        type.isByUser() || (unanswered && !type.isAnswer()),
        type == ActivityType.INTENT_NOT_IDENTIFIED || (notUnderstood && !isUnderstood(event)),
        taskStarted || type == ActivityType.TASK_STARTED,
        type == ActivityType.TASK_COMPLETED && !isTaskCompletedBy(timestamp)
            ? timestamp
            : firstTaskCompletion,
        taskEnds ? timestamp : lastTaskEnd,
        taskEnds ? type == ActivityType.TASK_FAILED : lastTaskFailed);
  }

  /** Returns whether a task was completed at an instant or before it. */
  public boolean isTaskCompletedBy(Instant at) {
    return firstTaskCompletion != null && !firstTaskCompletion.isAfter(at);
  }

  /** Returns the rule that decides the containment of a session that closes now. */
  ContainmentRule decideAtClosing(Session session) {
    if (session.containment() == ContainmentType.AGENT) {
      return ContainmentRule.AGENT_TRANSFER;
    }
    if (taskStarted && firstTaskCompletion == null) {
      return ContainmentRule.NO_TASK_COMPLETED;
    }
    if (lastTaskFailed) {
      return ContainmentRule.LAST_TASK_FAILED;
    }
    if (notUnderstood) {
      return ContainmentRule.NOT_UNDERSTOOD;
    }
    return unanswered ? ContainmentRule.UNANSWERED : ContainmentRule.CONTAINED;
  }

  /**
   * Returns whether an event ends the state of an unidentified intent. A user message counts as
   * understood when it is recorded, unless it was invalid input. An unidentified intent recorded
   * after it reverses that.
   */
  private static boolean isUnderstood(ActivityEvent event) {
    return (event.type().isByUser() && !event.invalidInput())
        || event.type() == ActivityType.TASK_COMPLETED
        || event.type() == ActivityType.AGENT_MESSAGE;
  }

  private static boolean isLatest(Instant at, @Nullable Instant lastTaskEnd) {
    return lastTaskEnd == null || !at.isBefore(lastTaskEnd);
  }
}
