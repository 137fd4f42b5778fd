package org.conversationsessions.application.conversation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.session.ConversationKey;

/** Conversations of which those of one end user cannot be read. */
public final class UnreadableConversations extends ForwardingConversations {
  private final String userId;

  /**
   * Creates a store.
   *
   * @param userId the end user whose conversations are damaged
   */
  public UnreadableConversations(Conversations inner, String userId) {
    super(inner);
    this.userId = userId;
  }

  @Override
  public Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys) {
    Map<ConversationKey, Conversation> found = new HashMap<>(super.readEventually(keys));
    found.keySet().removeIf(this::isUnreadable);
    return found;
  }

  @Override
  public Conversation readConsistently(ConversationKey key) {
    if (isUnreadable(key)) {
      throw new UnreadableItemException("a stored conversation cannot be read");
    }
    return super.readConsistently(key);
  }

  private boolean isUnreadable(ConversationKey key) {
    return key.userId().equals(userId);
  }
}
