package org.conversationsessions.application.erasure;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.counting.InMemorySessionCounters;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.application.state.SessionStates;

class InMemoryUserDataTest extends UserDataStoresPortTests {
  private final InMemoryConversations store = new InMemoryConversations();
  private final InMemorySessionStates states = new InMemorySessionStates();
  private final UserDataStores stores =
      new InMemoryUserData(store, states, new InMemorySessionCounters(), session -> {});

  @Override
  protected UserDataStores stores() {
    return stores;
  }

  @Override
  protected Conversations conversations() {
    return store;
  }

  @Override
  protected SessionStates states() {
    return states;
  }

  @Override
  protected MessageParts parts() {
    return store;
  }
}
