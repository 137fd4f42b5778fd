package org.conversationsessions.domain.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A session's identifier: 24 lower-case hexadecimal digits. The first 8 are {@code start_time} in
 * whole seconds (contract, section 5), the next 3 its milliseconds, the last 13 are random. So
 * identifiers sort in the order of the history, ties included, and an identifier alone shows where
 * its session is stored.
 *
 * @param value the digits
 */
public record SessionId(String value) implements Comparable<SessionId> {
  /** The last possible start: the seconds have 32 bits. */
  public static final Instant MAX_START = Instant.ofEpochSecond(0xffff_ffffL, 999_000_000L);

  private static final int LENGTH = 24;
  private static final int SECOND_DIGITS = 8;
  private static final int PREFIX = 11;
  private static final HexFormat HEX = HexFormat.of();
  private static final long RANDOM_MASK = 0xf_ffff_ffff_ffffL;
  private static final long STEP_MASK = 0xffff_ffffL;

  /**
   * Validates the digits.
   *
   * @throws IllegalArgumentException if the text is not a session's identifier
   */
  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("no session id: it is 24 lower-case hexadecimal digits");
    }
  }

  /** Returns whether a text has the form of a session's identifier. */
  public static boolean isValid(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int at = 0; at < LENGTH; at++) {
      char c = text.charAt(at);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the identifier of a session that starts at an instant.
   *
   * @param start from the epoch to {@link #MAX_START}; truncated to milliseconds
   * @param random the random part, of which the lower 52 bits are used
   */
  public static SessionId of(Instant start, long random) {
    return new SessionId(prefix(start) + digits(random & RANDOM_MASK));
  }

  /** Returns the lowest identifier of a session that starts in this millisecond. */
  public static SessionId lowestAt(Instant start) {
    return of(start, 0);
  }

  /** Returns the highest identifier of a session that starts in this millisecond. */
  public static SessionId highestAt(Instant start) {
    return of(start, RANDOM_MASK);
  }

  /**
   * Returns this identifier if it is higher than another, or if the two sessions start in different
   * milliseconds. Otherwise returns a higher one of the same millisecond. So the identifiers of a
   * conversation's sessions sort in the order of their starts, even if a reloaded window or a
   * coarse clock starts several at one instant. The result never equals the other identifier,
   * except that after the highest of a millisecond this one is returned unchanged.
   */
  public SessionId after(SessionId previous) {
    String prefix = value.substring(0, PREFIX);
    boolean sameMillisecond = previous.value.startsWith(prefix);
    if (!sameMillisecond || compareTo(previous) > 0 || previous.random() == RANDOM_MASK) {
      return this;
    }
    // The step is small compared with the range above, so the result is nearly always unique.
    long higher = previous.random() + 1 + (random() & STEP_MASK);
    return new SessionId(prefix + digits(Math.min(higher, RANDOM_MASK)));
  }

  /** Returns the session's {@code start_time} in milliseconds. */
  public Instant start() {
    Instant start =
        Instant.ofEpochSecond(
            Long.parseLong(value, 0, 8, 16), 1_000_000L * Integer.parseInt(value, 8, 11, 16));
    // An identifier made elsewhere may contain more than 999 milliseconds, even after the last
    // second.
    return start.isAfter(MAX_START) ? MAX_START : start;
  }

  /** Returns the whole seconds of the start since the epoch. */
  public long startSecond() {
    return Long.parseLong(value, 0, SECOND_DIGITS, 16);
  }

  /** Returns the digits after the whole seconds as one number of 64 bits. */
  public long afterSecond() {
    return Long.parseUnsignedLong(value, SECOND_DIGITS, LENGTH, 16);
  }

  /**
   * Returns the identifier of these two parts.
   *
   * @param second the whole seconds of the start since the epoch, at most 32 bits
   * @param afterSecond the digits after them, as one number of 64 bits
   */
  public static SessionId ofParts(long second, long afterSecond) {
    return new SessionId(HEX.toHexDigits(second, SECOND_DIGITS) + HEX.toHexDigits(afterSecond));
  }

  /**
   * Returns an identifier with the same second, from which this one cannot be found: the rest is a
   * one-way hash.
   */
  public SessionId pseudonym() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
      return ofParts(startSecond(), ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the next lower identifier; empty below the lowest. */
  public Optional<SessionId> previous() {
    if (afterSecond() != 0) {
      return Optional.of(ofParts(startSecond(), afterSecond() - 1));
    }
    return startSecond() == 0 ? Optional.empty() : Optional.of(ofParts(startSecond() - 1, -1));
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private long random() {
    return Long.parseLong(value, PREFIX, value.length(), 16);
  }

  private static String digits(long random) {
    return HEX.toHexDigits(random, LENGTH - PREFIX);
  }

  private static String prefix(Instant start) {
    if (start.isBefore(Instant.EPOCH) || start.isAfter(MAX_START)) {
      throw new IllegalArgumentException("a session starts between 1970 and 2106, not at " + start);
    }
    return HEX.toHexDigits(start.getEpochSecond(), 8)
        + HEX.toHexDigits(start.getNano() / 1_000_000, 3);
  }
}
