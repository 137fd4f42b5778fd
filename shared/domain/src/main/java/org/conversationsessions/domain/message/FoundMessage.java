package org.conversationsessions.domain.message;

import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Tags;

/**
 * A message as the conversation history shows it.
 *
 * @param conversation the conversation that has it
 * @param message the message, decrypted
 * @param tags the present tags of its session; none if the query does not ask for them
 */
public record FoundMessage(ConversationKey conversation, Message message, Tags tags) {}
