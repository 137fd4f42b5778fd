package org.conversationsessions.application.message;

import java.nio.charset.StandardCharsets;
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
  /** The most bytes of text in a run, so that a part stays far below DynamoDB's 400 KB. */
  static final int MAX_RUN_BYTES = 8 * 1024;

  private final MessagePolicy policy;
  private final List<List<Message>> runs = new ArrayList<>();
  private int bytes;

  /** Creates a collector without messages. */
  public NewMessages(MessagePolicy policy) {
    this.policy = policy;
  }

  /** Adds the message that was recorded next. */
  public void add(Message message) {
    int more = message.text().getBytes(StandardCharsets.UTF_8).length;
    if (runs.isEmpty() || bytes + more > MAX_RUN_BYTES || !joins(runs.getLast(), message)) {
      runs.add(new ArrayList<>());
      bytes = 0;
    }
    runs.getLast().add(message);
    bytes += more;
  }

  /** Removes all messages. */
  public void clear() {
    runs.clear();
    bytes = 0;
  }

  /** Returns the number of runs. */
  public int runs() {
    return runs.size();
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
