package org.conversationsessions.application.state;

import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;

/**
 * Where the states of conversations live, encrypted. Instants and times to live are kept to the
 * millisecond; texts are well-formed, that is without lone surrogates. A state is kept for the
 * deployment's retention after it was last written. Every method throws {@link
 * org.conversationsessions.application.StoreException} when the store does not answer.
 */
public interface SessionStates {
  /**
   * A state and how often it was written.
   *
   * @param version 0 when nothing is stored; it grows by one with every write
   * @param state as it was written, its parts in the same order
   */
  record Versioned(long version, SessionState state) {}

  /**
   * The state as it is stored now, cleared parts included: strongly consistent, 1 read unit for
   * each 4 KB. Who wants to know what is left of it reads the conversation's marks after this and
   * not before: by older marks what somebody has set since would look cleared.
   */
  Versioned read(ConversationKey key);

  /**
   * Writes a state if and only if the stored version is still the one read. One write unit for each
   * KB. A state of which nothing is left is written like any other: were its version forgotten, a
   * writer that had read an older state of the same version could bring that back.
   *
   * @return false if somebody else wrote first; nothing was written then
   */
  boolean write(ConversationKey key, SessionState state, long version);
}
