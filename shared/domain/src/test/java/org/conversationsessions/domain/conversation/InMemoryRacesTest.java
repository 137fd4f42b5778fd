package org.conversationsessions.domain.conversation;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.domain.history.InMemorySessionHistory;
import org.conversationsessions.domain.history.SessionHistory;

class InMemoryRacesTest extends RacesContract {
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
