package org.conversationsessions.functions.publishsessionevents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.publishing.ClosingQueue;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.stream.ScriptedClosingBody;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The deployment's FIFO queue of closings. Each bot has a fixed number of message groups, and each
 * end user belongs to one of them. A user's closings therefore stay in order, and a bot never runs
 * more scripts concurrently than it has groups, however many are waiting.
 *
 * @param url the queue's URL
 * @param groups the number of message groups of each bot
 */
record SqsClosingQueue(SqsClient queues, String url, int groups) implements ClosingQueue {
  /** The maximum size of an SQS message, in bytes. */
  private static final int MAX_BYTES = 1024 * 1024;

  SqsClosingQueue {
    if (groups < 1) {
      throw new IllegalArgumentException("a bot without a message group");
    }
  }

  /** Creates a queue for a consumer of this concurrency. One bot gets at most a quarter of it. */
  static SqsClosingQueue shared(SqsClient queues, String url, int concurrency) {
    return new SqsClosingQueue(queues, url, Math.max(1, concurrency / 4));
  }

  @Override
  public Optional<String> send(ScriptedClosing closing) {
    String body = ScriptedClosingBody.write(closing);
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("the session is too large to be handed over to its script");
    }
    try {
      queues.sendMessage(
          send ->
              send.queueUrl(url)
                  .messageBody(body)
                  .messageGroupId(group(closing.session().conversation()))
                  .messageDeduplicationId(closing.session().id().value()));
      return Optional.empty();
    } catch (SdkException e) {
      throw new StoreException("sending to the queue of closings: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the message group: a hash, because SQS restricts its characters and its length to 128.
   */
  private String group(ConversationKey conversation) {
    byte[] bot = sha256(conversation.bot().value());
    byte[] user = sha256(conversation.userId());
    int number = Math.floorMod(Arrays.hashCode(user), groups);
    return HexFormat.of().formatHex(bot, 0, 16) + "-" + number;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
