package org.conversationsessions.application.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the messages of a write are stored: in the conversation's own item as long as they
 * cost nothing there, otherwise as parts in the same transaction.
 *
 * @param hasRoom tells whether a conversation's pending part costs nothing there
 * @param sealer encrypts
 */
public record MessageAppender(Predicate<Conversation> hasRoom, MessageSealer sealer) {
  /**
   * The largest part, in bytes, that waits in a conversation's item. A larger part would make two
   * writes of the conversation more expensive; as an item of the transaction it costs less.
   */
  private static final int MAX_PENDING = 2 * 1024;

  /**
   * What a write stores.
   *
   * @param conversation the conversation with the part that waits in it
   * @param parts the parts that the same transaction stores
   */
  public record Placement(Conversation conversation, List<TranscriptPart> parts) {}

  /**
   * Places messages.
   *
   * @param conversation the conversation to write, with the part that waited in it when it was read
   * @param messages the messages of the write, those of each session in the order of their numbers
   * @param now the service's time
   */
  public Placement place(Conversation conversation, NewMessages messages, Instant now) {
    SessionId live = live(conversation);
    TranscriptPart pending = conversation.pendingPart();
    boolean hasNewMessages = false;
    List<TranscriptPart> parts = new ArrayList<>();
    for (List<Message> run : messages.byRun()) {
      if (!run.getFirst().id().session().equals(live)) {
        parts.add(sealer.seal(conversation.key(), run, messages.expiresAt(run)));
        continue;
      }
      TranscriptPart joined =
          pending != null && !hasNewMessages ? joined(conversation, pending, run, messages) : null;
      if (joined == null) {
        if (pending != null && hasNewMessages) {
          parts.add(pending);
        }
        joined = sealer.seal(conversation.key(), run, messages.expiresAt(run));
      }
      pending = joined;
      hasNewMessages = true;
    }
    if (pending != null && hasNewMessages && pending.body().size() > MAX_PENDING) {
      parts.add(pending);
      pending = null;
    }
    boolean leaves =
        pending != null
            && !hasNewMessages
            && (pending.hasWaited(now) || !hasRoom.test(conversation.withPendingPart(pending)));
    return new Placement(conversation.withPendingPart(leaves ? null : pending), parts);
  }

  /**
   * Returns the stored part with a run appended; null if the run must be a part of its own. Also
   * null if the stored part cannot be opened, such as after the key was lost: it then leaves as it
   * is, and recording continues.
   */
  private @Nullable TranscriptPart joined(
      Conversation conversation, TranscriptPart pending, List<Message> run, NewMessages messages) {
    if (!messages.continues(pending, run)) {
      return null;
    }
    List<Message> all;
    try {
      all = new ArrayList<>(sealer.open(conversation.key(), pending));
    } catch (UnreadableItemException unreadable) {
      return null;
    }
    all.addAll(run);
    TranscriptPart joined = sealer.seal(conversation.key(), all, pending.expiresAt());
    return joined.body().size() <= MAX_PENDING && hasRoom.test(conversation.withPendingPart(joined))
        ? joined
        : null;
  }

  private static @Nullable SessionId live(Conversation conversation) {
    LiveSession live = conversation.live();
    return live == null ? null : live.session().id();
  }
}
