package org.conversationsessions.domain.settings;

import java.util.List;
import org.conversationsessions.domain.settings.PiiPattern.Display;

/**
 * How personal data in messages is redacted before anything is stored (contract, section 9).
 *
 * @param enabled whether the patterns are applied at all
 * @param patterns at most {@value #MAX_PATTERNS}, in the order in which they are applied
 */
public record PiiRedaction(boolean enabled, List<PiiPattern> patterns) {
  /** The most patterns. */
  public static final int MAX_PATTERNS = 20;

  /**
   * The patterns of a bot that has set none, all off. The names are Kore.ai's, the expressions this
   * project's. A phone number never matches a part of a longer run of digits, because the number of
   * a card would then keep its end.
   */
  public static final List<PiiPattern> SYSTEM_PATTERNS =
      List.of(
          system("Email", "[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\\.[A-Z0-9-]+)+"),
          system(
              "Phone",
              "\\+[0-9]{1,3}(?:[ .()-]{0,2}[0-9]{2,4}){2,4}\\b"
                  + "|(?:\\([0-9]{3}\\) ?|\\b[0-9]{3}[ .-]?)[0-9]{3}[ .-]?[0-9]{4}\\b"),
          system("SSN", "\\b[0-9]{3}[ -][0-9]{2}[ -][0-9]{4}\\b"),
          system("Credit Card Number", "\\b(?:[0-9][ -]?){12,18}[0-9]\\b"));

  /** Nothing is redacted: the redaction of a bot that has set none. */
  public static final PiiRedaction OFF = new PiiRedaction(false, SYSTEM_PATTERNS);

  /**
   * Copies and validates the patterns.
   *
   * @throws IllegalArgumentException if there are too many, or two of the same name
   */
  public PiiRedaction {
    patterns = List.copyOf(patterns);
    if (patterns.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException("there are at most 20 patterns");
    }
    if (patterns.stream().map(PiiPattern::piiType).distinct().count() < patterns.size()) {
      throw new IllegalArgumentException("two patterns have the same name");
    }
  }

  private static PiiPattern system(String piiType, String regex) {
    return new PiiPattern(piiType, regex, true, false, new Display.Redaction());
  }
}
