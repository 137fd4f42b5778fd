/**
 * What a bot keeps about a conversation and what closings clear of it (contract, section 10).
 * Nothing is cleared by hand: a part remembers after how many closings and discards it was set, the
 * conversation counts those, and what has been cleared is not seen any more ({@link
 * org.conversationsessions.domain.state.SessionState#seen}). So clearing is part of the write that
 * closes, whatever crashes behind it.
 */
package org.conversationsessions.domain.state;


