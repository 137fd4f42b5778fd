package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a conversation. Every change of a conversation and its sessions' records is a
 * write of this state with optimistic locking: the writer names the version that it read, and of
 * two writers with the same version one wins.
 *
 * @param key the conversation's key
 * @param version the number of writes; 0 if it is not stored
 * @param live the live session; null if there is none
 * @param ended the last session that ended; null if there is none or it is no longer known
 * @param recent the last events
 * @param clearMarkers the markers of the cleared parts of the conversation's state
 */
public record Conversation(
    ConversationKey key,
    long version,
    @Nullable LiveSession live,
    @Nullable EndedSession ended,
    RecentEvents recent,
    ClearMarkers clearMarkers) {
  /** Returns a conversation that is not stored. */
  public static Conversation unknown(ConversationKey key) {
    return new Conversation(key, 0, null, null, RecentEvents.NONE, ClearMarkers.NONE);
  }

  /** Returns this conversation with other sessions and recent events. */
  public Conversation with(
      @Nullable LiveSession live, @Nullable EndedSession ended, RecentEvents recent) {
    return new Conversation(key, version, live, ended, recent, clearMarkers);
  }

  /** Returns this conversation with other recent events. */
  public Conversation with(RecentEvents newRecent) {
    return new Conversation(key, version, live, ended, newRecent, clearMarkers);
  }

  /** Returns this conversation with other clear markers. */
  public Conversation with(ClearMarkers newMarkers) {
    return new Conversation(key, version, live, ended, recent, newMarkers);
  }

  /** Returns this conversation with the version that the next write stores. */
  public Conversation written() {
    return new Conversation(key, version + 1, live, ended, recent, clearMarkers);
  }
}
