package org.conversationsessions.application.message;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;

/**
 * Redacts personal data in texts by the settings of one bot (contract, section 9). Thread-safe if
 * its source of randomness is.
 */
public final class Redactor {
  /**
   * The longest result, in characters: twice the longest text that can be sent. What stands in
   * place of a match may be longer than the match.
   */
  public static final int MAX_LENGTH = 64 * 1024;

  /**
   * The most parts of all enabled patterns of a bot together, repetitions written out. With this
   * number, the longest text, 32 KB, takes at most 250 ms. A read costs 4.3 ns for each part at
   * worst, and {@link RegexReadBudget} bounds the reads (RE2/J 1.8, compiled code, one x86 core of
   * 2026). Longer work for one bot would delay the messages of others on the bus. The system's four
   * patterns have 204 parts.
   */
  public static final int MAX_PARTS = 500;

  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final int REDACTED_LENGTH = 8;

  private final List<EnabledPattern> patterns;
  private final RandomGenerator random;
  private final int size;

  /**
   * Compiles the enabled patterns.
   *
   * <p>Patterns that were stored before there was a bound may have more than {@link #MAX_PARTS}.
   * They are applied all the same.
   *
   * @param random generates what stands in place of redacted data
   * @throws UnreadableItemException if a pattern does not compile; it was accepted when it was set
   */
  public Redactor(PiiRedaction redaction, RandomGenerator random) {
    this.patterns = redaction.enabled() ? compiled(redaction.patterns()) : List.of();
    this.random = random;
    this.size =
        Math.max(
            MAX_PARTS, this.patterns.stream().mapToInt(pattern -> pattern.regex().size()).sum());
  }

  /**
   * Returns the text with every match of every pattern replaced, pattern by pattern in their order.
   * A result that would be longer than {@link #MAX_LENGTH} is cut. Takes linear time.
   */
  public String redact(String text) {
    String redacted = text;
    RegexReadBudget budget = RegexReadBudget.of(text.length(), size);
    for (EnabledPattern pattern : patterns) {
      redacted =
          cut(
              pattern
                  .regex()
                  .replaced(
                      redacted,
                      budget,
                      MAX_LENGTH,
                      match -> shown(match, pattern.display()),
                      this::randomText));
    }
    return redacted;
  }

  private static List<EnabledPattern> compiled(List<PiiPattern> patterns) {
    List<EnabledPattern> compiled = new ArrayList<>();
    for (PiiPattern pattern : patterns) {
      if (pattern.enabled()) {
        compiled.add(compiled(pattern));
      }
    }
    return List.copyOf(compiled);
  }

  private static EnabledPattern compiled(PiiPattern pattern) {
    try {
      return new EnabledPattern(
          RedactionRegex.of(pattern.regex(), pattern.ignoreCase()), pattern.display());
    } catch (UnreadableRegexException e) {
      // The message may quote the pattern, which is stored content.
      UnreadableItemException unreadable =
          new UnreadableItemException("a stored pattern does not compile");
      unreadable.setStackTrace(e.getStackTrace());
      throw unreadable;
    }
  }

  private String shown(String match, Display display) {
    return switch (display) {
      case Display.Redaction() -> randomText();
      case Display.Replacement(String value) -> value;
      case Display.Mask mask -> masked(match, mask);
    };
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < REDACTED_LENGTH; i++) {
      text.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return text.toString();
  }

  private static String masked(String match, Display.Mask mask) {
    int[] characters = match.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      if (i < mask.first() || i >= characters.length - mask.last()) {
        characters[i] = mask.character();
      }
    }
    return new String(characters, 0, characters.length);
  }

  private static String cut(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return text.substring(0, splits ? MAX_LENGTH - 1 : MAX_LENGTH);
  }

  /**
   * An enabled pattern.
   *
   * @param regex what it matches
   * @param display what stands in place of a match
   */
  private record EnabledPattern(RedactionRegex regex, Display display) {}
}
