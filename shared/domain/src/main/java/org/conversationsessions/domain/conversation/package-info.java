/**
 * The live state of a conversation and the rules by which events change it. {@link
 * org.conversationsessions.domain.conversation.Lifecycle} decides when a session starts, continues,
 * splits and closes, {@link org.conversationsessions.domain.conversation.ContainmentFacts} how it
 * ended (contract, section 7).
 */
package org.conversationsessions.domain.conversation;
