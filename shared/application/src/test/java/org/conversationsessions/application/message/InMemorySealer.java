package org.conversationsessions.application.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * A sealer whose bodies are references to messages in memory, as long as the messages are. Like
 * encryption it never makes the same body twice.
 */
public final class InMemorySealer implements MessageSealer {
  private record Sealed(ConversationKey conversation, List<Message> messages) {}

  private final Map<SealedMessages, Sealed> sealed = new HashMap<>();

  @Override
  public synchronized TranscriptPart seal(
      ConversationKey conversation, List<Message> messages, Optional<Instant> expiresAt) {
    int bytes = messages.stream().mapToInt(Message::bytes).sum();
    SealedMessages body =
        new SealedMessages(
            ByteBuffer.allocate(Integer.BYTES + bytes).putInt(sealed.size()).array());
    sealed.put(body, new Sealed(conversation, List.copyOf(messages)));
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
        body);
  }

  @Override
  public synchronized List<Message> open(ConversationKey conversation, TranscriptPart part) {
    Sealed found = sealed.get(part.body());
    if (found == null || !found.conversation.equals(conversation)) {
      throw new UnreadableItemException("sealed elsewhere or for another conversation");
    }
    return found.messages;
  }

  /** Makes everything sealed so far unreadable, as if the key were lost. */
  public synchronized void loseKey() {
    sealed.replaceAll(
        (body, old) ->
            new Sealed(new ConversationKey(old.conversation.bot(), "?", "?"), List.of()));
  }
}
