package org.conversationsessions.domain.registry;

/**
 * A registered bot's identifier, {@code st-…} (contract, section 1). It never holds {@code #},
 * which separates the parts of stored keys.
 *
 * @param value {@code st-} and 1 to 64 letters, digits, hyphens or underscores
 */
public record BotId(String value) {
  private static final String PREFIX = "st-";
  private static final int MAX_LENGTH = 64;

  /**
   * Validates the identifier.
   *
   * @throws IllegalArgumentException if the text is not a bot's identifier
   */
  public BotId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "no bot id: it is st- and 1 to 64 letters, digits, - or _");
    }
  }

  /** Returns whether a text has the form of a bot's identifier. */
  public static boolean isValid(String text) {
    int length = text.length() - PREFIX.length();
    if (length < 1 || length > MAX_LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    // Character by character instead of a pattern: this runs for every row of a page.
    for (int at = PREFIX.length(); at < text.length(); at++) {
      if (!isAllowed(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_';
  }

  @Override
  public String toString() {
    return value;
  }
}
