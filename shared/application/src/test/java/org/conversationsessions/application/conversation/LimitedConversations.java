package org.conversationsessions.application.conversation;

import java.util.Collection;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;

/**
 * A store that takes no more sessions and parts in a write than every store does; a base for stores
 * that differ in one method.
 */
public class LimitedConversations extends ForwardingConversations {
  public LimitedConversations(Conversations inner) {
    super(inner);
  }

  @Override
  public Commit commit(
      Conversation next,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    if (changedSessions.size() + parts.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          changedSessions.size()
              + " changedSessions and "
              + parts.size()
              + " parts with one write");
    }
    return super.commit(next, changedSessions, parts, entries, sharding);
  }
}
