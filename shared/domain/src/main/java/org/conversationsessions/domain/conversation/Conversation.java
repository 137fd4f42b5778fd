package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.ClearMarkers;
import org.jspecify.annotations.Nullable;

/**
 * The live state of a conversation. Every change of the conversation and of its sessions' records
 * goes through it: who writes it says which version was read, and of two such writers one wins.
 *
 * @param key whose it is
 * @param version how often it was written; 0 when it is not stored yet
 * @param live the session that goes on; null when none does
 * @param ended the last session that is over; null when none is, or none is remembered
 * @param recent the last events
 * @param marks what has been cleared of the conversation's state
 */
public record Conversation(
    ConversationKey key,
    long version,
    @Nullable LiveSession live,
    @Nullable EndedSession ended,
    RecentEvents recent,
    ClearMarkers marks) {
  /** A conversation of which nothing is stored. */
  public static Conversation unknown(ConversationKey key) {
    return new Conversation(key, 0, null, null, RecentEvents.NONE, ClearMarkers.NONE);
  }

  public Conversation with(
      @Nullable LiveSession live, @Nullable EndedSession ended, RecentEvents recent) {
    return new Conversation(key, version, live, ended, recent, marks);
  }

  public Conversation with(RecentEvents remembered) {
    return new Conversation(key, version, live, ended, remembered, marks);
  }

  public Conversation with(ClearMarkers cleared) {
    return new Conversation(key, version, live, ended, recent, cleared);
  }

  /** This, as it is stored after one more write. */
  public Conversation written() {
    return new Conversation(key, version + 1, live, ended, recent, marks);
  }
}
