package org.conversationsessions.application.recording;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;

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
  protected MessageParts parts() {
    return store;
  }

  @Override
  protected List<TranscriptPart> parts(BotId of, String userId) {
    return store.parts(of, userId);
  }

  @Override
  protected SessionHistory history() {
    return new InMemorySessionHistory(store::sessions, Duration.ZERO, Clock.systemUTC());
  }
}
