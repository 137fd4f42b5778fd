package org.conversationsessions.domain.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;

/** Messages for tests. */
public final class TestMessages {
  private TestMessages() {}

  /** Returns an incoming message that was recorded when it was sent. */
  public static Message message(SessionId session, int number, Instant at, String text) {
    return message(session, number, at, at, text);
  }

  /** Returns an incoming message. */
  public static Message message(
      SessionId session, int number, Instant at, Instant recordedAt, String text) {
    return new Message(
        new MessageId(session, number),
        MessageDirection.INCOMING,
        at,
        recordedAt,
        text,
        "en",
        false,
        true,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** Returns messages with everything that a message can have, some far apart. */
  public static List<Message> random(Random random, SessionId session, int count) {
    List<Message> messages = new ArrayList<>();
    int number = random.nextInt(1000);
    for (int i = 0; i < count; i++) {
      messages.add(random(random, new MessageId(session, number)));
      number += 1 + (random.nextInt(4) == 0 ? random.nextInt(100_000) : 0);
    }
    return messages;
  }

  private static Message random(Random random, MessageId id) {
    List<Tag> tags = new ArrayList<>();
    for (int left = random.nextInt(4) == 0 ? random.nextInt(11) : 0; left > 0; left--) {
      tags.add(new Tag(text(random, 128), text(random, 256)));
    }
    return new Message(
        id,
        random.nextBoolean() ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
        Instant.ofEpochMilli(random.nextLong(4_294_967_296_000L)),
        Instant.ofEpochMilli(random.nextLong(4_294_967_296_000L)),
        text(random, 300),
        random.nextInt(3) == 0 ? text(random, 9) : "en",
        random.nextInt(5) == 0,
        random.nextBoolean(),
        maybe(random),
        random.nextInt(4) == 0
            ? Optional.of(new MessageAuthor(text(random, 99), maybe(random), maybe(random)))
            : Optional.empty(),
        tags,
        maybe(random));
  }

  private static Optional<String> maybe(Random random) {
    return random.nextInt(3) == 0 ? Optional.of(text(random, 60)) : Optional.empty();
  }

  private static String text(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    // Malformed UTF-8 becomes U+FFFD, so the text is always well-formed.
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
