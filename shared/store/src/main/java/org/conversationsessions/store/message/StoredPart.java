package org.conversationsessions.store.message;

import java.util.Map;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A transcript part and its conversation.
 *
 * @param conversation the conversation
 * @param part the part; without its messages if it was read from the index
 */
record StoredPart(ConversationKey conversation, TranscriptPart part) {
  private static final SealedMessages NOT_READ = new SealedMessages(new byte[0]);

  /** Reads an item, of the table or of the index. */
  static StoredPart read(Map<String, AttributeValue> item) {
    return new StoredPart(TranscriptPartItem.conversation(item), TranscriptPartItem.read(item));
  }

  /** Returns the session. */
  SessionId session() {
    return part.first().session();
  }

  /** Returns whether the messages were read too. */
  boolean hasMessages() {
    return part.body().size() > 0;
  }

  /** Returns the item's key. */
  Map<String, AttributeValue> key() {
    return TranscriptPartItem.key(conversation, part.time(), part.first());
  }

  /** Returns this part without its messages, which take memory. */
  StoredPart withoutMessages() {
    return new StoredPart(
        conversation,
        new TranscriptPart(
            part.first(),
            part.count(),
            part.time(),
            part.earliest(),
            part.latest(),
            part.recordedAt(),
            part.expiresAt(),
            NOT_READ));
  }
}
