package org.conversationsessions.application.conversation;

class InMemoryDueConversationsTest extends DueConversationsPortTests {
  private final InMemoryConversations store = new InMemoryConversations(3);

  @Override
  protected DueConversations due() {
    return store;
  }
}
