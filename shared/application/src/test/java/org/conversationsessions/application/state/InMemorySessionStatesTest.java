package org.conversationsessions.application.state;

class InMemorySessionStatesTest extends SessionStatesPortTests {
  private final InMemorySessionStates states = new InMemorySessionStates();

  @Override
  protected SessionStates states() {
    return states;
  }
}
