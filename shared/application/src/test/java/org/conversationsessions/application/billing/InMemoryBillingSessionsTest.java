package org.conversationsessions.application.billing;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;

class InMemoryBillingSessionsTest extends BillingSessionsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected BillingSessions billingSessions() {
    return new InMemoryBillingSessions(
        new InMemorySessionHistory(store::sessions, RETENTION, CLOCK), MAX_SESSIONS);
  }

  @Override
  protected Conversations conversations() {
    return store;
  }
}
