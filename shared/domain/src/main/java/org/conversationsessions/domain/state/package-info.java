/**
 * The state that a bot keeps about a conversation, and its clearing by closings and discards
 * (contract, section 10). No code deletes cleared parts one by one. A part stores the number of
 * closings and discards before it was set, the conversation counts these, and {@link
 * org.conversationsessions.domain.state.SessionState#visible} hides the cleared parts. So clearing
 * happens in the write that closes, whatever crashes afterwards.
 */
package org.conversationsessions.domain.state;
