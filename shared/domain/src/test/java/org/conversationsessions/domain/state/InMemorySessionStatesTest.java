package org.conversationsessions.domain.state;

class InMemorySessionStatesTest extends SessionStatesContract {
  private final InMemorySessionStates states = new InMemorySessionStates();

  @Override
  protected SessionStates states() {
    return states;
  }
}
