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
  private final Pattern pattern;
  private final int size;

  private RedactionRegex(Pattern pattern, int size) {
    this.pattern = pattern;
    this.size = size;
  }

  /**
   * Compiles an expression.
   *
   * @throws UnreadableRegexException if its syntax is not RE2's, or its repetitions are too many
   */
  public static RedactionRegex of(String regex, boolean ignoreCase)
      throws UnreadableRegexException {
    Optional<String> objection = RegexRepeatBound.objection(regex);
    if (objection.isPresent()) {
      throw new UnreadableRegexException(objection.get());
    }
    try {
      return new RedactionRegex(
          Pattern.compile(regex, ignoreCase ? Pattern.CASE_INSENSITIVE : 0),
          RegexRepeatBound.size(regex));
    } catch (PatternSyntaxException e) {
      throw new UnreadableRegexException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the number of its parts, repetitions written out: 1 to 4,000. */
  public int size() {
    return size;
  }

  /**
   * Returns a text with each match replaced. An empty match is left out. One search takes linear
   * time, but many searches of one text may each look far ahead of a short match. So the reads of
   * the text are bounded. When they are used up, all that follows the last match is replaced as a
   * whole: what was not searched must not be kept.
   *
   * @param budget bounds the reads; a read of a character costs the expression's size
   * @param longest the length, in characters, beyond which the result is not continued
   * @param display returns what stands in place of a match
   * @param unsearched returns what stands in place of the rest. Not {@code display}: a mask may
   *     leave most of a match
   */
  String replaced(
      String text,
      RegexReadBudget budget,
      int longest,
      UnaryOperator<String> display,
      Supplier<String> unsearched) {
    StringBuilder result = new StringBuilder();
    int end = 0;
    try {
      Matcher matcher = pattern.matcher(new BoundedText(text, budget, size));
      while (result.length() <= longest && matcher.find()) {
        if (matcher.end() > matcher.start()) {
          result.append(text, end, matcher.start());
          result.append(display.apply(text.substring(matcher.start(), matcher.end())));
          end = matcher.end();
        }
      }
    } catch (RegexReadBudget.UsedUpException e) {
      return result.append(unsearched.get()).toString();
    }
    return result.append(text, end, text.length()).toString();
  }

  /**
   * A text whose characters can be read as often as a budget allows.
   *
   * @param cost the cost of a read
   */
  private record BoundedText(String text, RegexReadBudget budget, int cost)
      implements CharSequence {
    @Override
    public char charAt(int index) {
      budget.spend(cost);
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
}
