package org.conversationsessions.domain.conversation;

class InMemoryDueConversationsTest extends DueConversationsContract {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected DueConversations due() {
    return store;
  }
}
