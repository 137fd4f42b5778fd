package org.conversationsessions.domain.message;

import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.Tag;

/**
 * What a message event says besides its figures (contract, sections 6 and 14).
 *
 * @param text the text as sent, at most 32 KiB of UTF-8; empty if there is none
 * @param transientText whether the text must not be kept
 * @param task the name of the running task
 * @param agent the human agent who wrote it
 * @param tags the message's own tags, at most {@value #MAX_TAGS}
 */
public record MessageContent(
    String text,
    boolean transientText,
    Optional<String> task,
    Optional<MessageAuthor> agent,
    List<Tag> tags) {
  /** The most tags of a message. */
  public static final int MAX_TAGS = 10;

  /** No text, task, agent and tags. */
  public static final MessageContent NONE =
      new MessageContent("", false, Optional.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  public MessageContent {
    tags = List.copyOf(tags);
  }

  /** Omits everything: a message's content is personal data. */
  @Override
  public String toString() {
    return "MessageContent";
  }
}
