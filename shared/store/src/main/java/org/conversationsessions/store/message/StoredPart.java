package org.conversationsessions.store.message;

import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A transcript part as it was read: from the table or its conversation's item with its messages,
 * from the index without them.
 *
 * @param owner the partition key of its end user in the table
 * @param channel the channel of its conversation
 * @param conversation the conversation; empty if the messages were not read
 * @param part the part; its body is empty if the messages were not read
 */
record StoredPart(
    AttributeValue owner,
    String channel,
    Optional<ConversationKey> conversation,
    TranscriptPart part) {
  private static final SealedMessages NOT_READ = new SealedMessages(new byte[0]);

  /** Returns a part that waits in its conversation's item. */
  static StoredPart waiting(ConversationKey conversation, TranscriptPart part) {
    return new StoredPart(
        TranscriptPartItem.owner(conversation.bot(), conversation.userId()),
        conversation.channel(),
        Optional.of(conversation),
        part);
  }

  /** Reads an item of the table. */
  static StoredPart read(Map<String, AttributeValue> item) {
    ConversationKey conversation = TranscriptPartItem.conversation(item);
    return new StoredPart(
        TranscriptPartItem.owner(item),
        conversation.channel(),
        Optional.of(conversation),
        TranscriptPartItem.read(item));
  }

  /** Reads an entry of the index, which has neither the messages nor their user. */
  static StoredPart readEntry(Map<String, AttributeValue> entry) {
    return new StoredPart(
        TranscriptPartItem.owner(entry),
        TranscriptPartItem.channel(entry),
        Optional.empty(),
        TranscriptPartItem.read(entry));
  }

  /** Returns the session. */
  SessionId session() {
    return part.first().session();
  }

  /** Returns whether the messages were read too. */
  boolean hasMessages() {
    return conversation.isPresent();
  }

  /** Returns the item's key. */
  Map<String, AttributeValue> key() {
    return TranscriptPartItem.key(owner, part.time(), part.first());
  }

  /** Returns this part without its messages, which take memory. */
  StoredPart withoutMessages() {
    return new StoredPart(
        owner,
        channel,
        Optional.empty(),
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
