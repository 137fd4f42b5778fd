package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.domain.conversation.ActivityType;

/** What a whole session costs in write units, as docs/design.md says. */
enum SessionCost {
  /** Recorded, without texts: 21 messages. */
  RECORDED(40, 49, 40, 49),
  /** Recorded without texts, 20 events, and counted with measures, each change by itself. */
  COUNTED(47, 60, 52, 67),
  /** Twenty messages recorded with texts of 100 bytes, and counted in one batch. */
  WITH_TEXTS(47, 57, 66, 81);

  final int byUser;
  final int byConnect;
  final int budgetByUser;
  final int budgetByConnect;

  /**
   * Creates a cost.
   *
   * @param byUser the measured cost of a session that a message of the end user begins
   * @param byConnect the measured cost of one that {@code connect} begins
   * @param budgetByUser the most that the first may cost
   * @param budgetByConnect the most that the second may cost
   */
  SessionCost(int byUser, int byConnect, int budgetByUser, int budgetByConnect) {
    this.byUser = byUser;
    this.byConnect = byConnect;
    this.budgetByUser = budgetByUser;
    this.budgetByConnect = budgetByConnect;
  }

  /**
   * Checks the cost of a session. It is the same in every run, so every change shows.
   *
   * @param first what began the session
   * @param writes the write units that were measured
   */
  void check(ActivityType first, double writes) {
    boolean connected = first == ActivityType.CONNECT;
    assertThat(writes)
        .as("within the budget")
        .isLessThanOrEqualTo(connected ? budgetByConnect : budgetByUser);
    assertThat(writes).as("the figure in docs/design.md").isEqualTo(connected ? byConnect : byUser);
  }
}
