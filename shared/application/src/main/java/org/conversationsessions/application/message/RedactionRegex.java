package org.conversationsessions.application.message;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A compiled regular expression of RE2. What this class refuses to compile is refused when it is
 * set. The time of {@link #replaced} is linear in the length of the text. Thread-safe.
 */
public final class RedactionRegex {
  /**
   * How often each character of a text may be read, on average. A search without matches reads it
   * three times, and one with a match at every character ten times (measured with RE2/J 1.8).
   */
  private static final int MOST_READS = 16;

  /** The length from which on the average of {@link #MOST_READS} holds. */
  private static final int LEAST_TEXT = 64;

  private final Pattern pattern;

  private RedactionRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles an expression.
   *
   * @throws UnreadableRegexException if its syntax is not RE2's, or its repetitions are too many
   */
  public static RedactionRegex of(String regex, boolean ignoreCase)
      throws UnreadableRegexException {
    Optional<String> objection = RepetitionBound.objection(regex);
    if (objection.isPresent()) {
      throw new UnreadableRegexException(objection.get());
    }
    try {
      return new RedactionRegex(Pattern.compile(regex, ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    } catch (PatternSyntaxException e) {
      throw new UnreadableRegexException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns a text with each match replaced. An empty match is left out. One search takes linear
   * time, but many searches of one text may each look far ahead of a short match. So the reads of
   * the text are bounded. When they are used up, all that follows the last match is replaced as a
   * whole: what was not searched must not be kept.
   *
   * @param longest the length, in characters, beyond which the result is not continued
   * @param display returns what stands in place of a match
   * @param unsearched returns what stands in place of the rest. Not {@code display}: a mask may
   *     leave most of a match
   */
  String replaced(
      String text, int longest, UnaryOperator<String> display, Supplier<String> unsearched) {
    StringBuilder result = new StringBuilder();
    int end = 0;
    try {
      Matcher matcher =
          pattern.matcher(
              new BoundedText(text, (long) MOST_READS * Math.max(LEAST_TEXT, text.length())));
      while (result.length() <= longest && matcher.find()) {
        if (matcher.end() > matcher.start()) {
          result.append(text, end, matcher.start());
          result.append(display.apply(text.substring(matcher.start(), matcher.end())));
          end = matcher.end();
        }
      }
    } catch (ReadsUsedUpException e) {
      return result.append(unsearched.get()).toString();
    }
    return result.append(text, end, text.length()).toString();
  }

  /** A text whose characters can be read a limited number of times. */
  private static final class BoundedText implements CharSequence {
    private final String text;
    private long left;

    BoundedText(String text, long reads) {
      this.text = text;
      this.left = reads;
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        throw new ReadsUsedUpException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Ends a search. */
  private static final class ReadsUsedUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReadsUsedUpException() {
      super("the text was read too often", null, false, false);
    }
  }
}
