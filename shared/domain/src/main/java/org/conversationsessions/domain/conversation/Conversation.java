package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a conversation. Every change of a conversation and its sessions' items is a
 * write of this state with optimistic locking: the writer names the version that it read, and of
 * two writers with the same version one wins.
 *
 * @param key the conversation's key
 * @param version grows by one with each write; 0 if it is not stored. A conversation begins with a
 *     version that none under its key ever had, so a writer that read an erased one loses
 * @param live the live session; null if there is none
 * @param ended the last session that ended; null if there is none or it is no longer known
 * @param recent the last events
 * @param clearMarkers the markers of the cleared parts of the conversation's state
 * @param pendingPart messages of the live session that wait here to be put into the table of
 *     messages; null if none wait
 */
public record Conversation(
    ConversationKey key,
    long version,
    @Nullable LiveSession live,
    @Nullable EndedSession ended,
    RecentEvents recent,
    ClearMarkers clearMarkers,
    @Nullable TranscriptPart pendingPart) {
  /** Creates a conversation without a pending part. */
  public Conversation(
      ConversationKey key,
      long version,
      @Nullable LiveSession live,
      @Nullable EndedSession ended,
      RecentEvents recent,
      ClearMarkers clearMarkers) {
    this(key, version, live, ended, recent, clearMarkers, null);
  }

  /** Returns a conversation that is not stored. */
  public static Conversation unknown(ConversationKey key) {
    return new Conversation(key, 0, null, null, RecentEvents.NONE, ClearMarkers.NONE);
  }

  /**
   * Returns this conversation with other sessions and recent events. The pending part of an ended
   * session drops out.
   */
  public Conversation with(
      @Nullable LiveSession live, @Nullable EndedSession ended, RecentEvents recent) {
    boolean sameSession =
        pendingPart != null
            && live != null
            && pendingPart.first().session().equals(live.session().id());
    return new Conversation(
        key, version, live, ended, recent, clearMarkers, sameSession ? pendingPart : null);
  }

  /** Returns this conversation with other recent events. */
  public Conversation with(RecentEvents newRecent) {
    return new Conversation(key, version, live, ended, newRecent, clearMarkers, pendingPart);
  }

  /** Returns this conversation with other clear markers. */
  public Conversation with(ClearMarkers newMarkers) {
    return new Conversation(key, version, live, ended, recent, newMarkers, pendingPart);
  }

  /** Returns this conversation with another pending part. */
  public Conversation withPendingPart(@Nullable TranscriptPart newPending) {
    return new Conversation(key, version, live, ended, recent, clearMarkers, newPending);
  }

  /**
   * Returns this conversation with the version that the next write stores.
   *
   * @param first the version to begin with if it is not stored
   */
  public Conversation written(long first) {
    return new Conversation(
        key, version == 0 ? first : version + 1, live, ended, recent, clearMarkers, pendingPart);
  }
}
