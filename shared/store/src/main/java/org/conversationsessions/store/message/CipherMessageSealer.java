package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.message.MessageSealer;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.session.SessionItem;

/**
 * Compresses messages and encrypts them with the key of their conversation.
 *
 * @param cipher the deployment's cipher
 */
public record CipherMessageSealer(SecretCipher cipher) implements MessageSealer {
  @Override
  public TranscriptPart seal(
      ConversationKey conversation, List<Message> messages, Optional<Instant> expiresAt) {
    Message first = messages.getFirst();
    List<Instant> times = messages.stream().map(Message::createdOn).toList();
    return new TranscriptPart(
        first.id(),
        messages.size(),
        first.createdOn(),
        Collections.min(times),
        Collections.max(times),
        first.recordedAt(),
        expiresAt,
        new SealedMessages(cipher.seal(MessagesCodec.of(messages), name(conversation))));
  }

  @Override
  public List<Message> open(ConversationKey conversation, TranscriptPart part) {
    return MessagesCodec.read(
        cipher.open(part.body().toArray(), name(conversation), "a stored transcript part"),
        part.first().session());
  }

  /** Returns a name that differs for every conversation, from its state's and from every app's. */
  private static String name(ConversationKey key) {
    String owner = SessionItem.owner(key.bot(), key.userId());
    return "messages " + owner.length() + " " + owner + " " + key.channel();
  }
}
