package org.conversationsessions.application.state;

import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;

/**
 * The port to the encrypted states of conversations. Instants and times to live are stored in
 * milliseconds. Texts are well-formed, without lone surrogates. A state is kept for the
 * deployment's retention after its last write. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface SessionStates {
  /**
   * A state and its version.
   *
   * @param version grows by one with each write; 0 if nothing is stored
   * @param state the state as it was written, its parts in the same order
   */
  record Versioned(long version, SessionState state) {}

  /**
   * Returns the stored state, including cleared parts. Strongly consistent, 1 read unit for each 4
   * KB. Read the conversation's clear markers after this, not before: with older markers, parts set
   * since then would look cleared.
   */
  Versioned read(ConversationKey key);

  /**
   * Writes a state if the stored version still equals the one read. One write unit for each KB. The
   * first version is higher than any that an erased state of this key had. An empty state is
   * written like any other: if its version were deleted, a writer that had read an older state with
   * the same version could restore that.
   *
   * @return false if another writer was first; nothing was written then
   */
  boolean write(ConversationKey key, SessionState state, long version);
}
