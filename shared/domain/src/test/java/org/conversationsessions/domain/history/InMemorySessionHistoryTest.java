package org.conversationsessions.domain.history;

import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.conversation.InMemoryConversations;

class InMemorySessionHistoryTest extends SessionHistoryContract {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected SessionHistory history() {
    return new InMemorySessionHistory(store::sessions, RETENTION, CLOCK);
  }

  @Override
  protected Conversations conversations() {
    return store;
  }
}
