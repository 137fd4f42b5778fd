package org.conversationsessions.domain.counter;

import java.util.Comparator;

/**
 * The position of a change in the stream. For changes of one partition key it grows with time, also
 * where the stream's shards are split or follow one another (DynamoDB Streams: an item's records
 * come in the order of its changes, each once in the stream). So a number that is not above the
 * highest number seen for an end user has been seen before.
 *
 * @param digits a whole number of up to 40 digits; empty before all changes
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {
  /** The position before all changes. */
  public static final SequenceNumber NONE = new SequenceNumber("");

  private static final int MAX_DIGITS = 40;
  private static final Comparator<String> BY_VALUE =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /**
   * Drops leading zeros.
   *
   * @throws IllegalArgumentException if the text is not a number
   */
  public SequenceNumber {
    if (!isValid(digits)) {
      throw new IllegalArgumentException("no sequence number");
    }
    digits = digits.replaceFirst("^0+", "");
  }

  /** Returns whether a text is a sequence number. */
  public static boolean isValid(String digits) {
    return digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return BY_VALUE.compare(digits, other.digits);
  }
}
