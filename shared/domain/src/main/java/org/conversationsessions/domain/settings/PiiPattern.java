package org.conversationsessions.domain.settings;

/**
 * A pattern for personal data in messages, and what stands in place of what it matches (contract,
 * section 9). Lengths are counted in Unicode code points.
 *
 * @param piiType the pattern's name, 1 to {@value #MAX_TYPE} characters
 * @param regex a regular expression of RE2, 1 to {@value #MAX_REGEX} characters; its syntax is
 *     checked where it is compiled
 * @param ignoreCase whether upper and lower case are the same
 * @param enabled whether the pattern is applied
 * @param display what stands in place of a match
 */
public record PiiPattern(
    String piiType, String regex, boolean ignoreCase, boolean enabled, Display display) {
  /** The longest name. */
  public static final int MAX_TYPE = 64;

  /** The longest regular expression. */
  public static final int MAX_REGEX = 512;

  /**
   * Validates the lengths.
   *
   * @throws IllegalArgumentException if a text is empty or too long
   */
  public PiiPattern {
    requireLength(piiType, 1, MAX_TYPE, "a pattern's name");
    requireLength(regex, 1, MAX_REGEX, "a pattern's regular expression");
  }

  /** What stands in place of a match. */
  public sealed interface Display {
    /** Eight random letters and digits. */
    record Redaction() implements Display {}

    /**
     * A fixed text.
     *
     * @param value the text, at most {@value #MAX_VALUE} characters
     */
    record Replacement(String value) implements Display {
      /** The longest text. */
      public static final int MAX_VALUE = 64;

      /**
       * Validates the length.
       *
       * @throws IllegalArgumentException if the text is too long
       */
      public Replacement {
        requireLength(value, 0, MAX_VALUE, "a replacement");
      }
    }

    /**
     * The match with characters at either end replaced.
     *
     * @param first how many characters at the beginning are replaced, at most {@value #MAX_END}
     * @param last how many characters at the end are replaced, at most {@value #MAX_END}
     * @param character stands for each replaced character: {@code +} or {@code #}
     */
    record Mask(int first, int last, char character) implements Display {
      /** The most characters that are replaced at one end. */
      public static final int MAX_END = 32;

      /**
       * Validates the numbers and the character.
       *
       * @throws IllegalArgumentException if one is not allowed
       */
      public Mask {
        if (first < 0 || first > MAX_END || last < 0 || last > MAX_END) {
          throw new IllegalArgumentException("a mask replaces 0 to 32 characters at either end");
        }
        if (character != '+' && character != '#') {
          throw new IllegalArgumentException("a mask's character is + or #");
        }
      }
    }
  }

  private static void requireLength(String text, int least, int most, String what) {
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw new IllegalArgumentException(
          "%s has %d to %d characters, not %d".formatted(what, least, most, length));
    }
  }
}
