package org.conversationsessions.domain.conversation;

import java.util.Optional;

/** A kind of activity event (contract, section 6). */
public enum ActivityType {
  /** A channel connected. With {@code refresh}, a chat window was reloaded. */
  CONNECT("connect", Category.OTHER),
  /** The end user sent a message. */
  USER_MESSAGE("userMessage", Category.USER),
  /** The bot sent a message. */
  BOT_MESSAGE("botMessage", Category.ANSWER),
  /** The end user gave an authorisation. It counts as a user message. */
  AUTHORIZATION("authorization", Category.USER),
  /** A task began. */
  TASK_STARTED("taskStarted", Category.TASK),
  /** A task was completed. */
  TASK_COMPLETED("taskCompleted", Category.TASK),
  /** A task failed. */
  TASK_FAILED("taskFailed", Category.TASK),
  /** The bot did not understand the end user. */
  INTENT_NOT_IDENTIFIED("intentNotIdentified", Category.OTHER),
  /** The conversation was transferred to a human agent. */
  AGENT_TRANSFER("agentTransfer", Category.OTHER),
  /** The human agent sent a message. */
  AGENT_MESSAGE("agentMessage", Category.ANSWER),
  /** Tags were set, and nothing else. */
  TAGS("tags", Category.OTHER),
  /** The end user discarded the current dialog. */
  DISCARD("discard", Category.OTHER),
  /** The end user discarded all dialogs. */
  DISCARD_ALL("discardAll", Category.OTHER),
  /** The runtime hands in a line for the debug log. It touches no session. */
  DEBUG_LOG("debugLog", Category.OTHER);

  private enum Category {
    USER,
    ANSWER,
    TASK,
    OTHER
  }

  private final String wire;
  private final Category category;

  ActivityType(String wire, Category category) {
    this.wire = wire;
    this.category = category;
  }

  /** Returns the name in JSON. */
  public String wire() {
    return wire;
  }

  /** Returns the type with this JSON name, case-sensitive; empty if there is none. */
  public static Optional<ActivityType> ofWire(String name) {
    for (ActivityType type : values()) {
      if (type.wire.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether the end user acted. Such an event makes a session interactive and restarts its
   * inactivity period.
   */
  public boolean isByUser() {
    return category == Category.USER;
  }

  /** Returns whether it answers the end user. */
  public boolean isAnswer() {
    return category == Category.ANSWER;
  }

  /** Returns whether it counts in {@code noOfMessagesExchanged}. */
  public boolean isMessage() {
    return isByUser() || isAnswer();
  }

  /** Returns whether it is about a task. Task events move {@code end_time}, as messages do. */
  public boolean isTask() {
    return category == Category.TASK;
  }

  /**
   * Returns whether it starts a session if none is live (contract, section 7). The other types
   * report on something that is under way or over. They count in the ended session if they fall
   * into it.
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
      case TASK_COMPLETED,
          TASK_FAILED,
          INTENT_NOT_IDENTIFIED,
          TAGS,
          DISCARD,
          DISCARD_ALL,
          DEBUG_LOG ->
          false;
    };
  }

  /** Returns whether it clears parts of the conversation's state. */
  public boolean isDiscard() {
    return this == DISCARD || this == DISCARD_ALL;
  }

  /** Returns whether it counts in {@code noOfTasksExecuted}. */
  public boolean isExecutedTask() {
    return this == TASK_COMPLETED || this == TASK_FAILED;
  }
}
