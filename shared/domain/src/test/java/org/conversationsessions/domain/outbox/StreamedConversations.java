package org.conversationsessions.domain.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.conversation.InMemoryConversations;
import org.conversationsessions.domain.conversation.Past;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** Conversations in memory whose sessions' changes can be read as from the table's stream. */
final class StreamedConversations implements Conversations {
  private final InMemoryConversations inner;
  private final Map<SessionId, Session> records = new HashMap<>();
  private final List<SessionChange> stream = new ArrayList<>();

  StreamedConversations(InMemoryConversations inner) {
    this.inner = inner;
  }

  /** All changes so far, in order. */
  synchronized List<SessionChange> stream() {
    return List.copyOf(stream);
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
  public synchronized Commit commit(Conversation next, Collection<Session> changed) {
    Commit commit = inner.commit(next, changed);
    if (commit instanceof Commit.Done) {
      changed.forEach(
          session -> stream.add(new SessionChange(records.put(session.id(), session), session)));
    }
    return commit;
  }

  @Override
  public Past past(ConversationKey key, Instant at, Duration within) {
    return inner.past(key, at, within);
  }
}
