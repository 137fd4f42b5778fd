package org.conversationsessions.application.message;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;

class InMemoryMessageHistoryTest extends MessageHistoryPortTests {
  private final InMemoryConversations store = new InMemoryConversations();
  private final MessageSealer sealer = new InMemorySealer();

  @Override
  protected MessageHistory history() {
    return new InMemoryMessageHistory(store, sealer, CLOCK);
  }

  @Override
  protected Conversations conversations() {
    return store;
  }

  @Override
  protected MessageParts parts() {
    return store;
  }

  @Override
  protected MessageSealer sealer() {
    return sealer;
  }
}
