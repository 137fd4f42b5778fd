package org.conversationsessions.application.message;

/**
 * What the patterns of a bot may read of one text, all together. A read of a character costs the
 * size of the expression that reads it, because an expression may advance in all its parts at once.
 * Not thread-safe.
 */
final class RegexReadBudget {
  /**
   * How often each pattern may read each character of a text, on average. A search that finds
   * nothing reads each character three times (measured with RE2/J 1.8), and every match adds some
   * reads.
   */
  private static final double READS_PER_CHARACTER = 3.5;

  /**
   * The shortest text for which that average holds. A shorter one has the budget of this length.
   */
  private static final int LEAST_TEXT = 1024;

  private long left;

  private RegexReadBudget(long left) {
    this.left = left;
  }

  /**
   * Returns the budget for a text.
   *
   * @param length the text's length in characters
   * @param size the size of all patterns together
   */
  static RegexReadBudget of(int length, int size) {
    return new RegexReadBudget((long) (READS_PER_CHARACTER * Math.max(LEAST_TEXT, length) * size));
  }

  /**
   * Takes the cost of a read of a character.
   *
   * @param cost the size of the expression that reads it
   * @throws UsedUpException if it is more than what is left
   */
  void spend(int cost) {
    left -= cost;
    if (left < 0) {
      throw new UsedUpException();
    }
  }

  /** Ends a search. */
  static final class UsedUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UsedUpException() {
      super("the text was read too often", null, false, false);
    }
  }
}
