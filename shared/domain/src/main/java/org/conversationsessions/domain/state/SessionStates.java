package org.conversationsessions.domain.state;

import org.conversationsessions.domain.session.ConversationKey;

/**
 * Where the states of conversations live, encrypted. Every method throws {@link
 * org.conversationsessions.domain.StoreException} when the store does not answer.
 */
public interface SessionStates {
  /** A state and how often it was written; 0 when nothing is stored. */
  record Versioned(long version, SessionState state) {}

  /**
   * The state as it is stored now, cleared parts included: strongly consistent, 1 read unit for
   * each 4 KB.
   */
  Versioned read(ConversationKey key);

  /**
   * Writes a state if and only if the stored version is still the one read. One write unit for each
   * KB.
   *
   * @return false if somebody else wrote first; nothing was written then
   */
  boolean write(ConversationKey key, SessionState state, long version);
}
