package org.conversationsessions.application.recording;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.history.SessionHistory;

class InMemoryConcurrentWritersTest extends ConcurrentWritersPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected Conversations conversations() {
    return store;
  }

  @Override
  protected DueConversations due() {
    return store;
  }

  @Override
  protected SessionHistory history() {
    return new InMemorySessionHistory(store::sessions, Duration.ZERO, Clock.systemUTC());
  }
}
