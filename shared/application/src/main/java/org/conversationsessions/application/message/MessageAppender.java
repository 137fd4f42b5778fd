package org.conversationsessions.application.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.Conversations;
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
 * @param conversations tells what an item costs
 * @param sealer encrypts
 */
public record MessageAppender(Conversations conversations, MessageSealer sealer) {
  /**
   * The largest part, in bytes, that waits in a conversation's item. A larger one makes two writes
   * of the conversation dearer, and costs less as an item of the transaction.
   */
  private static final int MAX_PENDING = 2 * 1024;

  /**
   * What a write stores.
   *
   * @param next the conversation with the part that waits in it
   * @param parts the parts that the same transaction stores
   */
  public record Placement(Conversation next, List<TranscriptPart> parts) {}

  /**
   * Places messages.
   *
   * @param next the conversation to write, with the part that waited in it when it was read
   * @param messages the messages of the write, those of each session in the order of their numbers
   * @param now the service's time
   */
  public Placement place(Conversation next, NewMessages messages, Instant now) {
    SessionId live = live(next);
    TranscriptPart waiting = next.pending();
    TranscriptPart pending = waiting;
    List<TranscriptPart> parts = new ArrayList<>();
    for (List<Message> run : messages.byRun()) {
      if (!run.getFirst().id().session().equals(live)) {
        parts.add(sealer.seal(next.key(), run, messages.expiresAt(run)));
        continue;
      }
      TranscriptPart joined =
          pending != null && pending == waiting ? joined(next, pending, run, messages) : null;
      if (joined == null) {
        if (pending != null && pending != waiting) {
          parts.add(pending);
        }
        joined = sealer.seal(next.key(), run, messages.expiresAt(run));
      }
      pending = joined;
    }
    if (pending != null && pending != waiting && pending.body().size() > MAX_PENDING) {
      parts.add(pending);
      pending = null;
    }
    boolean leaves =
        pending != null
            && pending == waiting
            && (isOld(pending, now) || !conversations.holds(next.withPending(pending)));
    return new Placement(next.withPending(leaves ? null : pending), parts);
  }

  /**
   * Returns the stored part with a run appended; null if the run must be a part of its own. Also
   * null if the stored part cannot be opened, such as after the key was lost: it then leaves as it
   * is, and recording goes on.
   */
  private @Nullable TranscriptPart joined(
      Conversation next, TranscriptPart pending, List<Message> run, NewMessages messages) {
    if (!messages.continues(pending, run)) {
      return null;
    }
    List<Message> all;
    try {
      all = new ArrayList<>(sealer.open(next.key(), pending));
    } catch (UnreadableItemException unreadable) {
      return null;
    }
    all.addAll(run);
    TranscriptPart joined = sealer.seal(next.key(), all, pending.expiresAt());
    return joined.body().size() <= MAX_PENDING && conversations.holds(next.withPending(joined))
        ? joined
        : null;
  }

  /** Messages leave a conversation's item even if it goes on and on. */
  private static boolean isOld(TranscriptPart pending, Instant now) {
    return Duration.between(pending.recordedAt(), now).compareTo(TranscriptPart.MAX_SPAN) > 0;
  }

  private static @Nullable SessionId live(Conversation conversation) {
    LiveSession live = conversation.live();
    return live == null ? null : live.session().id();
  }
}
