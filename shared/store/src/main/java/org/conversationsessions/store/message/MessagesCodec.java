package org.conversationsessions.store.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Deflated;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;

/**
 * Converts the messages of a transcript part to bytes and back. Times and numbers are differences
 * to the message before, and what most messages do not have takes one bit. Then everything is
 * compressed (DEFLATE without a header).
 *
 * <p>Tokens and other secrets do not belong into messages, and an event of the type authorization
 * is stored without its text; so compressing texts of several authors together reveals nothing that
 * the length of a text by itself would not.
 */
final class MessagesCodec {
  private static final int LAYOUT = 1;
  private static final int OUTGOING = 1;
  private static final int DEVELOPER = 1 << 1;
  private static final int INTERACTIVE = 1 << 2;
  private static final int LANGUAGE = 1 << 3;
  private static final int TASK = 1 << 4;
  private static final int AUTHOR = 1 << 5;
  private static final int TAGS = 1 << 6;
  private static final int TRACE = 1 << 7;
  private static final int FIRST_NAME = 1;
  private static final int LAST_NAME = 1 << 1;

  private static final String WHAT = "a stored part of a transcript";

  private MessagesCodec() {}

  /** Returns the bytes of messages of one session, in the order of their numbers. */
  static byte[] of(List<Message> messages) {
    VarintWriter out = new VarintWriter().number(LAYOUT).number(messages.size());
    Previous previous = Previous.NONE;
    for (Message message : messages) {
      write(out, message, previous);
      previous = Previous.of(message);
    }
    return Deflated.of(out.finish());
  }

  /**
   * Reads messages.
   *
   * @throws UnreadableItemException if the bytes are damaged or of an unknown layout
   */
  static List<Message> read(byte[] bytes, SessionId session) {
    return Attributes.decode(
        WHAT, () -> read(new VarintReader(Deflated.inflate(bytes, WHAT)), session));
  }

  private static List<Message> read(VarintReader in, SessionId session) {
    long layout = in.number();
    if (layout != LAYOUT) {
      throw new UnreadableItemException(WHAT + " cannot be read: layout " + layout + " is unknown");
    }
    List<Message> messages = new ArrayList<>();
    Previous previous = Previous.NONE;
    for (long left = in.number(); left > 0; left--) {
      Message message = message(in, session, previous);
      messages.add(message);
      previous = Previous.of(message);
    }
    return messages;
  }

  /** What the next message is compared with. */
  private record Previous(int number, long created, long recorded, String language) {
    static final Previous NONE = new Previous(-1, 0, 0, "");

    static Previous of(Message message) {
      return new Previous(
          message.id().number(),
          message.createdOn().toEpochMilli(),
          message.recordedAt().toEpochMilli(),
          message.language());
    }
  }

  private static void write(VarintWriter out, Message message, Previous previous) {
    boolean sameLanguage = message.language().equals(previous.language());
    int flags =
        flag(message.direction() == MessageDirection.OUTGOING, OUTGOING)
            | flag(message.developer(), DEVELOPER)
            | flag(message.interactive(), INTERACTIVE)
            | flag(!sameLanguage, LANGUAGE)
            | flag(message.task().isPresent(), TASK)
            | flag(message.author().isPresent(), AUTHOR)
            | flag(!message.tags().isEmpty(), TAGS)
            | flag(message.traceId().isPresent(), TRACE);
    long created = message.createdOn().toEpochMilli();
    out.number(flags)
        .number(message.id().number() - previous.number() - 1L)
        .number(created - previous.created())
        // Most messages are recorded shortly after they were sent.
        .number(message.recordedAt().toEpochMilli() - created)
        .text(message.text());
    if (!sameLanguage) {
      out.text(message.language());
    }
    message.task().ifPresent(out::text);
    message.author().ifPresent(author -> write(out, author));
    if (!message.tags().isEmpty()) {
      out.number(message.tags().size());
      for (Tag tag : message.tags()) {
        out.text(tag.name()).text(tag.value());
      }
    }
    message.traceId().ifPresent(out::text);
  }

  private static void write(VarintWriter out, MessageAuthor author) {
    out.text(author.id())
        .number(
            flag(author.firstName().isPresent(), FIRST_NAME)
                | flag(author.lastName().isPresent(), LAST_NAME));
    author.firstName().ifPresent(out::text);
    author.lastName().ifPresent(out::text);
  }

  private static Message message(VarintReader in, SessionId session, Previous previous) {
    int flags = Math.toIntExact(in.number());
    int number = Math.toIntExact(Math.addExact(in.number(), previous.number() + 1L));
    Instant created = Instant.ofEpochMilli(in.number() + previous.created());
    Instant recorded = created.plusMillis(in.number());
    String text = in.text();
    String language = has(flags, LANGUAGE) ? in.text() : previous.language();
    Optional<String> task = has(flags, TASK) ? Optional.of(in.text()) : Optional.empty();
    Optional<MessageAuthor> author =
        has(flags, AUTHOR) ? Optional.of(author(in)) : Optional.empty();
    List<Tag> tags = new ArrayList<>();
    for (long left = has(flags, TAGS) ? in.number() : 0; left > 0; left--) {
      tags.add(new Tag(in.text(), in.text()));
    }
    return new Message(
        new MessageId(session, number),
        has(flags, OUTGOING) ? MessageDirection.OUTGOING : MessageDirection.INCOMING,
        created,
        recorded,
        text,
        language,
        has(flags, DEVELOPER),
        has(flags, INTERACTIVE),
        task,
        author,
        tags,
        has(flags, TRACE) ? Optional.of(in.text()) : Optional.empty());
  }

  private static MessageAuthor author(VarintReader in) {
    String id = in.text();
    int names = Math.toIntExact(in.number());
    return new MessageAuthor(
        id,
        has(names, FIRST_NAME) ? Optional.of(in.text()) : Optional.empty(),
        has(names, LAST_NAME) ? Optional.of(in.text()) : Optional.empty());
  }

  private static int flag(boolean is, int bit) {
    return is ? bit : 0;
  }

  private static boolean has(int flags, int bit) {
    return (flags & bit) != 0;
  }
}
