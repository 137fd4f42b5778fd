package org.conversationsessions.application.conversation;

class InMemoryDueConversationsTest extends DueConversationsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected DueConversations due() {
    return store;
  }
}
