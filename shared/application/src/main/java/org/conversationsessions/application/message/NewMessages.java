package org.conversationsessions.application.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.TranscriptPart;

/**
 * The messages of one write, in runs that a {@link TranscriptPart} each may hold. Not thread-safe.
 */
public final class NewMessages {
  /** The most bytes of a run with several messages: a part stays far below DynamoDB's 400 KB. */
  static final int MAX_RUN_BYTES = 8 * 1024;

  /**
   * The most runs of a write. Each may be a part, next to up to 41 sessions ({@link
   * org.conversationsessions.application.conversation.Conversations#MAX_ITEMS}).
   */
  private static final int MAX_RUNS = 40;

  /** The bytes from which a write takes no more messages: a transaction has at most 4 MB. */
  private static final int MAX_BYTES = 1024 * 1024;

  private final MessagePolicy policy;
  private final List<List<Message>> runs = new ArrayList<>();
  private int runBytes;
  private int bytes;

  /** Creates a collector without messages. */
  public NewMessages(MessagePolicy policy) {
    this.policy = policy;
  }

  /** Adds the message that was recorded next. */
  public void add(Message message) {
    int more = message.bytes();
    if (runs.isEmpty() || runBytes + more > MAX_RUN_BYTES || !joins(runs.getLast(), message)) {
      runs.add(new ArrayList<>());
      runBytes = 0;
    }
    runs.getLast().add(message);
    runBytes += more;
    bytes += more;
  }

  /** Removes all messages. */
  public void clear() {
    runs.clear();
    runBytes = 0;
    bytes = 0;
  }

  /** Returns whether they must be written before another message is added. */
  public boolean isFull() {
    return runs.size() >= MAX_RUNS || bytes >= MAX_BYTES;
  }

  /** Returns the messages by run. */
  List<List<Message>> byRun() {
    return List.copyOf(runs);
  }

  /** Returns when the messages of a run expire. */
  Optional<Instant> expiresAt(List<Message> run) {
    return policy.expiresAt(run.getFirst().recordedAt());
  }

  /** Returns whether a stored part accepts a whole run. */
  boolean continues(TranscriptPart part, List<Message> run) {
    Optional<Instant> expiresAt = policy.expiresAt(part.recordedAt());
    return run.stream().allMatch(message -> part.accepts(message, expiresAt));
  }

  private static boolean joins(List<Message> run, Message message) {
    return TranscriptPart.mayShare(run.getFirst(), message);
  }
}
