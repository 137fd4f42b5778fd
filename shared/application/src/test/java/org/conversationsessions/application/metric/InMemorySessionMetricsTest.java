package org.conversationsessions.application.metric;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;

class InMemorySessionMetricsTest extends SessionMetricsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected SessionMetrics metrics() {
    return new InMemorySessionMetrics(history(), RETENTION, CLOCK);
  }

  @Override
  protected InMemorySessionHistory history() {
    return new InMemorySessionHistory(store::sessions, RETENTION, CLOCK);
  }

  @Override
  protected Conversations conversations() {
    return store;
  }
}
