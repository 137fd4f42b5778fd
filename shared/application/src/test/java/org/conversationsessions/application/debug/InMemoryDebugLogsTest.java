package org.conversationsessions.application.debug;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;

class InMemoryDebugLogsTest extends DebugLogsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected DebugLogs logs() {
    return store;
  }

  @Override
  protected Conversations conversations() {
    return store;
  }
}
