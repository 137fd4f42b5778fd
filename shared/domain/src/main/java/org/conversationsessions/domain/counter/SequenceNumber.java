package org.conversationsessions.domain.counter;

import java.util.Comparator;

/**
 * The place of a change in the stream. For the changes of one partition key it grows with time,
 * also where the stream's shards are split or follow one another (DynamoDB Streams: records of an
 * item come in the order of its changes, each once in the stream); so what is not above the highest
 * number seen of an end user has been seen.
 *
 * @param digits a whole number of up to 40 digits; empty: before all changes
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
  /** Before all changes. */
  public static final SequenceNumber NONE = new SequenceNumber("");

  private static final int MAX_DIGITS = 40;
  private static final Comparator<String> BY_VALUE =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** Drops leading zeros; refuses with {@link IllegalArgumentException} what is no number. */
  public SequenceNumber {
    if (!isValid(digits)) {
      throw new IllegalArgumentException("no sequence number");
    }
    digits = digits.replaceFirst("^0+", "");
  }

  /** Whether a text is a sequence number. */
  public static boolean isValid(String digits) {
    return digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return BY_VALUE.compare(digits, other.digits);
  }
}
