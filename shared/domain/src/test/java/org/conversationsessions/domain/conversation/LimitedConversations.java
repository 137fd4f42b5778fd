package org.conversationsessions.domain.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * A store that takes only so many records with a write; a base for stores that misbehave in one
 * method.
 */
class LimitedConversations implements Conversations {
  private final Conversations inner;
  private final int most;

  LimitedConversations(Conversations inner, int most) {
    this.inner = inner;
    this.most = most;
  }

  @Override
  public Map<ConversationKey, Conversation> glance(Collection<ConversationKey> keys) {
    return inner.glance(keys);
  }

  @Override
  public Conversation read(ConversationKey key) {
    return inner.read(key);
  }

  @Override
  public List<Conversation> ofUser(BotId bot, String userId) {
    return inner.ofUser(bot, userId);
  }

  @Override
  public Commit commit(Conversation next, Collection<Session> records) {
    if (records.size() > most) {
      throw new IllegalArgumentException(records.size() + " records with one write");
    }
    return inner.commit(next, records);
  }

  @Override
  public Past past(ConversationKey key, Instant at, Duration within) {
    return inner.past(key, at, within);
  }
}
