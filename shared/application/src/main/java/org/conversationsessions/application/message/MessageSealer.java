package org.conversationsessions.application.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * The port that encrypts messages. What is sealed for one conversation cannot be opened for
 * another. Thread-safe.
 */
public interface MessageSealer {
  /**
   * Returns a part with these messages.
   *
   * @param messages at least one, of one session, in the order of their numbers
   * @param expiresAt when they expire; empty: never
   */
  TranscriptPart seal(
      ConversationKey conversation, List<Message> messages, Optional<Instant> expiresAt);

  /**
   * Returns a part's messages in the order of their numbers.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if they were sealed with
   *     another key or for another conversation, or are damaged
   */
  List<Message> open(ConversationKey conversation, TranscriptPart part);
}
