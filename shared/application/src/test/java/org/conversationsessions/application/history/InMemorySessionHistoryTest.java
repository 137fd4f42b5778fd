package org.conversationsessions.application.history;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;

class InMemorySessionHistoryTest extends SessionHistoryPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected SessionHistory history() {
    return new InMemorySessionHistory(store::storedSessions, store::present, RETENTION, CLOCK);
  }

  @Override
  protected Conversations conversations() {
    return store;
  }
}
