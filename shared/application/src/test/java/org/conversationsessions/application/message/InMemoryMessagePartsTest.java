package org.conversationsessions.application.message;

import java.util.List;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;

class InMemoryMessagePartsTest extends MessagePartsPortTests {
  private final InMemoryConversations store = new InMemoryConversations();

  @Override
  protected MessageParts parts() {
    return store;
  }

  @Override
  protected List<TranscriptPart> stored(BotId of, String userId) {
    return store.parts(of, userId);
  }
}
