package org.conversationsessions.application.conversation;

import java.util.Collection;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;

/**
 * A store that bounds the records and parts of a write; a base for stores that differ in one
 * method.
 */
public class LimitedConversations extends ForwardingConversations {
  private final int most;

  public LimitedConversations(Conversations inner, int most) {
    super(inner);
    this.most = most;
  }

  @Override
  public Commit commit(
      Conversation next,
      Collection<Session> records,
      Collection<TranscriptPart> parts,
      Sharding sharding) {
    if (records.size() + parts.size() > most) {
      throw new IllegalArgumentException(
          records.size() + " records and " + parts.size() + " parts with one write");
    }
    return super.commit(next, records, parts, sharding);
  }
}
