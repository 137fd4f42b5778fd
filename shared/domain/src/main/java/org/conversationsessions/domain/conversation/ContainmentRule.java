package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.session.ContainmentType;

/**
 * The rule that decides a session's containment when it closes (contract, section 7). Of the rules
 * that apply, the first in this order decides.
 */
public enum ContainmentRule {
  /** The conversation went to an agent. */
  AGENT_TRANSFER("agentTransfer", ContainmentType.AGENT),
  /**
   * A task was started and none was completed. Starts and ends of tasks need no pairing: if no task
   * was completed, every started task is unfinished or failed, and both mean that the user dropped
   * off.
   */
  NO_TASK_COMPLETED("noTaskCompleted", ContainmentType.DROP_OFF),
  /** The last task to end failed. */
  LAST_TASK_FAILED("lastTaskFailed", ContainmentType.DROP_OFF),
  /** The end user was not understood, and nothing has ended that since. */
  NOT_UNDERSTOOD("notUnderstood", ContainmentType.DROP_OFF),
  /** The end user's last message was not answered. */
  UNANSWERED("unanswered", ContainmentType.DROP_OFF),
  /** No other rule applies. */
  CONTAINED("contained", ContainmentType.SELF_SERVICE);

  private final String wire;
  private final ContainmentType containment;

  ContainmentRule(String wire, ContainmentType containment) {
    this.wire = wire;
    this.containment = containment;
  }

  /** Returns the name in debug logs. */
  public String wire() {
    return wire;
  }

  /** Returns the containment that it decides. */
  public ContainmentType containment() {
    return containment;
  }
}
