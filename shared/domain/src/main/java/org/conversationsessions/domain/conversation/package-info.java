/**
 * The live state of a conversation and the rules by which events change it: {@link
 * org.conversationsessions.domain.conversation.Lifecycle} says when a session starts, goes on,
 * splits and closes (contract, section 7), {@link
 * org.conversationsessions.domain.conversation.Containment} how it ended.
 */
package org.conversationsessions.domain.conversation;


