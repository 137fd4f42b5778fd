package org.conversationsessions.application.message;

import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * The port through which transcript parts are stored. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface MessageParts {
  /**
   * Stores a part, unless a part with the same first message and at least as many messages is
   * stored. So it can be repeated, and a writer that comes late takes nothing back. Costs a write
   * unit for each KB and one for the index.
   *
   * @param sharding the sharding of the conversation's bot
   */
  void put(ConversationKey conversation, TranscriptPart part, Sharding sharding);
}
