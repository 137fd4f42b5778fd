package org.conversationsessions.domain.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.Tag;

/**
 * A message of a transcript (contract, section 14).
 *
 * @param id the session and the message's number in it
 * @param direction incoming or outgoing
 * @param createdOn when it was sent, in milliseconds
 * @param recordedAt when it was recorded, by the service's clock, in milliseconds; its retention
 *     counts from here
 * @param text the text, redacted
 * @param developer whether a developer was testing the bot
 * @param interactive whether the session was interactive when the message was recorded
 * @param task the name of the running task, of an outgoing message
 * @param author the human agent who wrote it
 * @param tags the message's own tags, fixed once it was sent: their times are unknown
 * @param traceId the request under which an incoming message was recorded
 */
public record Message(
    MessageId id,
    MessageDirection direction,
    Instant createdOn,
    Instant recordedAt,
    String text,
    String language,
    boolean developer,
    boolean interactive,
    Optional<String> task,
    Optional<MessageAuthor> author,
    List<Tag> tags,
    Optional<String> traceId) {
  /** Copies the list. */
  public Message {
    tags = List.copyOf(tags);
  }

  /** Returns the number of bytes of its texts, names and tags in UTF-8. */
  public int bytes() {
    int bytes = utf8(text) + utf8(language);
    bytes += task.map(Message::utf8).orElse(0) + traceId.map(Message::utf8).orElse(0);
    for (Tag tag : tags) {
      bytes += utf8(tag.name()) + utf8(tag.value());
    }
    return bytes + author.map(Message::bytes).orElse(0);
  }

  private static int bytes(MessageAuthor author) {
    return utf8(author.id())
        + utf8(author.firstName().orElse(""))
        + utf8(author.lastName().orElse(""));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Omits everything but the identifier: a message is personal data. */
  @Override
  public String toString() {
    return "Message[" + id + "]";
  }
}
