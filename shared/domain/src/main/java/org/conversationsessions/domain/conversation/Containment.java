package org.conversationsessions.domain.conversation;

import java.time.Instant;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * What decides a session's containment at its closing (contract, section 7), gathered event by
 * event.
 *
 * <p>Whether the end user was answered and understood goes by the order in which events are
 * recorded: the user's clock and the bot's may differ. Tasks are told by one clock, the bot's. So
 * of two ends of tasks the one with the later time is the last, in whatever order they arrive; at
 * equal times the one that was recorded last.
 *
 * @param unanswered whether nothing of the bot or an agent was recorded after the end user's last
 *     message
 * @param notUnderstood whether an intent was not identified, and neither a user message that was
 *     understood nor a completed task nor an agent was recorded after it
 * @param taskBegun whether any task was started
 * @param taskCompleted whether any task was completed
 * @param lastTaskEnd when the last task to end did
 * @param lastTaskFailed whether that one failed
 */
public record Containment(
    boolean unanswered,
    boolean notUnderstood,
    boolean taskBegun,
    boolean taskCompleted,
    @Nullable Instant lastTaskEnd,
    boolean lastTaskFailed) {
  /** Nothing happened yet. */
  public static final Containment NOTHING =
      new Containment(false, false, false, false, null, false);

  /** This, after one event was recorded. */
  Containment after(ActivityEvent event) {
    Instant at = event.timestamp();
    ActivityType type = event.type();
    boolean taskEnds = type.isExecutedTask() && isLatest(at, lastTaskEnd);
    return new Containment(
        type.isUsers() || (unanswered && !type.isAnswer()),
        type == ActivityType.INTENT_NOT_IDENTIFIED || (notUnderstood && !isUnderstood(event)),
        taskBegun || type == ActivityType.TASK_STARTED,
        taskCompleted || type == ActivityType.TASK_COMPLETED,
        taskEnds ? at : lastTaskEnd,
        taskEnds ? type == ActivityType.TASK_FAILED : lastTaskFailed);
  }

  /**
   * The verdict. A task left unfinished while none was completed needs no pairing of starts and
   * ends: with none completed, every task that began is either unfinished or failed, and both mean
   * that the user dropped off.
   */
  ContainmentType settle(Session session) {
    if (session.containment() == ContainmentType.AGENT) {
      return ContainmentType.AGENT;
    }
    boolean unfinished = taskBegun && !taskCompleted;
    return unfinished || lastTaskFailed || notUnderstood || unanswered
        ? ContainmentType.DROP_OFF
        : ContainmentType.SELF_SERVICE;
  }

  /**
   * Whether the conversation got over an intent that was not identified. A user message counts as
   * understood when it is recorded, unless it was no valid input; an intent that is not identified
   * after it says otherwise.
   */
  private static boolean isUnderstood(ActivityEvent event) {
    return (event.type().isUsers() && !event.invalidInput())
        || event.type() == ActivityType.TASK_COMPLETED
        || event.type() == ActivityType.AGENT_MESSAGE;
  }

  private static boolean isLatest(Instant at, @Nullable Instant known) {
    return known == null || !at.isBefore(known);
  }
}
