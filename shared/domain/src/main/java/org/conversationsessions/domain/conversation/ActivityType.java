package org.conversationsessions.domain.conversation;

import java.util.Optional;

/** What can happen in a conversation (contract, section 6). */
public enum ActivityType {
  /** A channel connected; with {@code refresh}, a chat window was reloaded. */
  CONNECT("connect", Part.OTHER),
  /** The end user said something. */
  USER_MESSAGE("userMessage", Part.USER),
  /** The bot said something. */
  BOT_MESSAGE("botMessage", Part.ANSWER),
  /** The end user gave an authorisation; it counts as the user's message. */
  AUTHORIZATION("authorization", Part.USER),
  /** A task began. */
  TASK_STARTED("taskStarted", Part.TASK),
  /** A task reached its end. */
  TASK_COMPLETED("taskCompleted", Part.TASK),
  /** A task failed. */
  TASK_FAILED("taskFailed", Part.TASK),
  /** The bot did not understand the end user. */
  INTENT_NOT_IDENTIFIED("intentNotIdentified", Part.OTHER),
  /** The conversation went to a human agent. */
  AGENT_TRANSFER("agentTransfer", Part.OTHER),
  /** The human agent said something. */
  AGENT_MESSAGE("agentMessage", Part.ANSWER),
  /** Only tags are set. */
  TAGS("tags", Part.OTHER),
  /** The end user gave up the current dialog. */
  DISCARD("discard", Part.OTHER),
  /** The end user gave up everything that was going on. */
  DISCARD_ALL("discardAll", Part.OTHER);

  private enum Part {
    USER,
    ANSWER,
    TASK,
    OTHER
  }

  private final String wire;
  private final Part part;

  ActivityType(String wire, Part part) {
    this.wire = wire;
    this.part = part;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }

  /** The type of this name on the wire, to the letter. */
  public static Optional<ActivityType> ofWire(String name) {
    for (ActivityType type : values()) {
      if (type.wire.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Whether it is the end user's part: it makes a session interactive and keeps it open. */
  public boolean isUsers() {
    return part == Part.USER;
  }

  /** Whether it answers the end user. */
  public boolean isAnswer() {
    return part == Part.ANSWER;
  }

  /** Whether it counts in {@code noOfMessagesExchanged}. */
  public boolean isMessage() {
    return isUsers() || isAnswer();
  }

  /** Whether it is about a task; it then moves {@code end_time}, as messages do. */
  public boolean isTask() {
    return part == Part.TASK;
  }

  /**
   * Whether it starts a session where none is live (contract, section 7). The others report on what
   * is going on or is over. They count in the session that ended, if they fall into it.
   */
  public boolean startsSession() {
    return switch (this) {
      case CONNECT,
          USER_MESSAGE,
          BOT_MESSAGE,
          AUTHORIZATION,
          TASK_STARTED,
          AGENT_TRANSFER,
          AGENT_MESSAGE ->
          true;
      case TASK_COMPLETED, TASK_FAILED, INTENT_NOT_IDENTIFIED, TAGS, DISCARD, DISCARD_ALL -> false;
    };
  }

  /** Whether it clears parts of the conversation's state. */
  public boolean isDiscard() {
    return this == DISCARD || this == DISCARD_ALL;
  }

  /** Whether it counts in {@code noOfTasksExecuted}. */
  public boolean isExecutedTask() {
    return this == TASK_COMPLETED || this == TASK_FAILED;
  }
}
