package org.conversationsessions.store.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * The parts that may hold messages of a query, each once. Only parts of the query's users are
 * added. A part is known by its first message; of two with the same one, the longer one begins with
 * the messages of the other and stays. So a part that leaves its conversation's item during the
 * read is found once. Thread-safe.
 */
final class FoundParts {
  /** Sealed messages beyond this many bytes are read again when they are needed. */
  private static final long MAX_BYTES = 64L << 20;

  private final MessageFilter filter;
  private final Map<MessageId, StoredPart> parts = new HashMap<>();
  private long messagesRead;
  private long bytes;

  /** Creates an empty collection of parts whose channel and session a filter includes. */
  FoundParts(MessageFilter filter) {
    this.filter = filter;
  }

  /**
   * Adds a part of the table or the index.
   *
   * @return whether more parts may be read
   */
  synchronized boolean add(StoredPart found) {
    bytes += found.part().body().size();
    keep(found, bytes > MAX_BYTES ? found.withoutMessages() : found);
    return !exceedsLimit();
  }

  /** Adds a part that waits in its conversation's item. */
  synchronized void add(ConversationKey conversation, TranscriptPart pendingPart) {
    StoredPart found = StoredPart.waiting(conversation, pendingPart);
    keep(found, found);
  }

  private void keep(StoredPart found, StoredPart kept) {
    if (!filter.includesChannel(found.channel()) || !filter.includes(found.session())) {
      return;
    }
    StoredPart known = parts.get(found.part().first());
    int before = known == null ? 0 : known.part().count();
    if (found.part().count() > before) {
      parts.put(found.part().first(), kept);
      messagesRead += found.hasMessages() ? found.part().count() - before : 0;
    }
  }

  /**
   * Returns how many messages of a session there are.
   *
   * @param below counts the parts whose first message has a lower number
   */
  synchronized long count(SessionId session, int below) {
    return parts.values().stream()
        .map(StoredPart::part)
        .filter(part -> part.first().session().equals(session) && part.first().number() < below)
        .mapToLong(TranscriptPart::count)
        .sum();
  }

  /** Returns whether there are more parts, or more messages in the parts read, than allowed. */
  synchronized boolean exceedsLimit() {
    return parts.size() > MessageHistory.MAX_MESSAGES_OR_PARTS
        || messagesRead > MessageHistory.MAX_MESSAGES_OR_PARTS;
  }

  /** Returns the parts in any order. */
  synchronized Collection<StoredPart> all() {
    return List.copyOf(parts.values());
  }
}
