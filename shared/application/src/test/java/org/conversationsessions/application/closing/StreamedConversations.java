package org.conversationsessions.application.closing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** Conversations that record the changes of their sessions as the table's stream does. */
final class StreamedConversations extends ForwardingConversations {
  private final Map<SessionId, Session> storedSessions = new HashMap<>();
  private final List<SessionChange> stream = new ArrayList<>();

  StreamedConversations(Conversations inner) {
    super(inner);
  }

  /** Returns all changes so far, in order. */
  synchronized List<SessionChange> stream() {
    return List.copyOf(stream);
  }

  @Override
  public synchronized Commit commit(
      Conversation next,
      Collection<Session> changed,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    Commit commit = super.commit(next, changed, parts, entries, sharding);
    if (commit instanceof Commit.Done) {
      changed.forEach(
          session ->
              stream.add(new SessionChange(storedSessions.put(session.id(), session), session)));
    }
    return commit;
  }
}
