package org.conversationsessions.domain.conversation;

import java.time.Instant;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * What decides a session's containment at its closing (contract, section 7), gathered event by
 * event. All is told by the events' own times, so that messages that arrive in disorder give the
 * same verdict; at equal times the order of arrival counts.
 *
 * @param lastAnswer the last message of the bot or an agent
 * @param unanswered whether no answer came at or after the end user's last message
 * @param taskBegun whether any task was started
 * @param taskCompleted whether any task was completed
 * @param lastTaskEnd when the last task to end did
 * @param lastTaskFailed whether that one failed
 * @param notIdentifiedAt when the bot last did not understand, while no message or task event came
 *     after it
 */
public record Containment(
    @Nullable Instant lastAnswer,
    boolean unanswered,
    boolean taskBegun,
    boolean taskCompleted,
    @Nullable Instant lastTaskEnd,
    boolean lastTaskFailed,
    @Nullable Instant notIdentifiedAt) {
  /** Nothing happened yet. */
  public static final Containment NOTHING =
      new Containment(null, false, false, false, null, false, null);

  /**
   * This, after one event.
   *
   * @param session the session before that event
   * @param lastInteraction the end user's last interaction before that event
   */
  Containment after(ActivityEvent event, Session session, @Nullable Instant lastInteraction) {
    Instant at = event.timestamp();
    ActivityType type = event.type();
    boolean taskEnds = type.isExecutedTask() && isLatest(at, lastTaskEnd);
    return new Containment(
        type.isAnswer() && isLatest(at, lastAnswer) ? at : lastAnswer,
        stillUnanswered(type, at, lastInteraction),
        taskBegun || type == ActivityType.TASK_STARTED,
        taskCompleted || type == ActivityType.TASK_COMPLETED,
        taskEnds ? at : lastTaskEnd,
        taskEnds ? type == ActivityType.TASK_FAILED : lastTaskFailed,
        notIdentified(type, at, session.endTime()));
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
    return unfinished || lastTaskFailed || notIdentifiedAt != null || unanswered
        ? ContainmentType.DROP_OFF
        : ContainmentType.SELF_SERVICE;
  }

  private boolean stillUnanswered(
      ActivityType type, Instant at, @Nullable Instant lastInteraction) {
    if (type.isUsers() && isLatest(at, lastAnswer)) {
      return true;
    }
    if (type.isAnswer() && isLatest(at, lastInteraction)) {
      return false;
    }
    return unanswered;
  }

  private @Nullable Instant notIdentified(
      ActivityType type, Instant at, Instant lastMessageOrTask) {
    if (type == ActivityType.INTENT_NOT_IDENTIFIED && isLatest(at, lastMessageOrTask)) {
      return isLatest(at, notIdentifiedAt) ? at : notIdentifiedAt;
    }
    boolean something = type.isMessage() || type.isTask();
    return something && isLatest(at, notIdentifiedAt) ? null : notIdentifiedAt;
  }

  private static boolean isLatest(Instant at, @Nullable Instant known) {
    return known == null || !at.isBefore(known);
  }
}
