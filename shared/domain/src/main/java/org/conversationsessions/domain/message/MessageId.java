package org.conversationsessions.domain.message;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.domain.session.SessionId;

/**
 * A message's identifier: its session and its number in the session. On the wire it is {@code ms-}
 * and a UUID of version 8. The 122 free bits of the UUID are the 96 bits of the session's
 * identifier and the 26 bits of the number. So an identifier alone leads to its message.
 *
 * @param session the session that the message counts in
 * @param number the number in the session, from 0 to {@link #CLOSING}
 */
public record MessageId(SessionId session, int number) implements Comparable<MessageId> {
  /** The number of the closing message, higher than that of every other message. */
  public static final int CLOSING = (1 << 26) - 1;

  private static final String PREFIX = "ms-";
  private static final Pattern UUID =
      Pattern.compile("([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-([0-9a-f]{4})-([0-9a-f]{12})");
  private static final int TOP_BITS = 0b10 << 14;

  /**
   * Validates the number.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public MessageId {
    if (number < 0 || number > CLOSING) {
      throw new IllegalArgumentException("a message's number has 26 bits, not " + number);
    }
  }

  /** Returns the UUID, which is also part of the identifiers of the message's components. */
  public String uuid() {
    // 8-4 digits of the session, version 8 and 3 digits, variant 10 and 14 bits, 12 digits. The
    // session has 24 digits; 3.5 of them and the number's 26 bits fill the rest.
    String digits = session.value();
    long tail = (Long.parseLong(digits, 15, 24, 16) << 26) | number;
    long high = tail >>> 48;
    long low = tail & 0xffff_ffff_ffffL;
    return "%s-%s-8%s-%04x-%012x"
        .formatted(
            digits.substring(0, 8),
            digits.substring(8, 12),
            digits.substring(12, 15),
            TOP_BITS | high,
            low);
  }

  /** Returns the identifier on the wire. */
  public String wire() {
    return PREFIX + uuid();
  }

  /** Reads an identifier from the wire, in any case; empty if it does not have the form of one. */
  public static Optional<MessageId> ofWire(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Matcher uuid = UUID.matcher(lower.substring(PREFIX.length()));
    if (!uuid.matches()) {
      return Optional.empty();
    }
    int top = Integer.parseInt(uuid.group(4), 16);
    if (top >>> 14 != 0b10) {
      return Optional.empty();
    }
    long tail = ((long) (top & 0x3fff) << 48) | Long.parseLong(uuid.group(5), 16);
    String session = uuid.group(1) + uuid.group(2) + uuid.group(3) + "%09x".formatted(tail >>> 26);
    return Optional.of(new MessageId(new SessionId(session), (int) (tail & CLOSING)));
  }

  @Override
  public int compareTo(MessageId other) {
    int bySession = session.compareTo(other.session);
    return bySession != 0 ? bySession : Integer.compare(number, other.number);
  }
}
