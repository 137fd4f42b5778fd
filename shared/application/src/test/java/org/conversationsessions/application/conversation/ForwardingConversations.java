package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/** Forwards every call: a base for stores that differ in one method. */
public class ForwardingConversations implements Conversations {
  private final Conversations inner;

  /** Forwards calls to these. */
  protected ForwardingConversations(Conversations inner) {
    this.inner = inner;
  }

  @Override
  public Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys) {
    return inner.readEventually(keys);
  }

  @Override
  public Conversation readConsistently(ConversationKey key) {
    return inner.readConsistently(key);
  }

  @Override
  public List<Conversation> ofUser(BotId bot, String userId) {
    return inner.ofUser(bot, userId);
  }

  @Override
  public Commit commit(
      Conversation next,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    return inner.commit(next, changedSessions, parts, entries, sharding);
  }

  @Override
  public boolean hasRoomForPendingPart(Conversation conversation) {
    return inner.hasRoomForPendingPart(conversation);
  }

  @Override
  public void visitWithPendingPart(int segment, int segments, Predicate<Conversation> visitor) {
    inner.visitWithPendingPart(segment, segments, visitor);
  }

  @Override
  public AdjacentSessions adjacentSessions(ConversationKey key, Instant at, Duration within) {
    return inner.adjacentSessions(key, at, within);
  }
}
