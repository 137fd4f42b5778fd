package org.conversationsessions.json;

/** Replaces lone surrogates, which cannot be stored or sent as UTF-8. */
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /**
   * Returns the text with U+FFFD in place of each lone surrogate. Returns the same object if there
   * is none.
   */
  static String of(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (!isPair(text, at)) {
          return repaired(text);
        }
        at++;
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder repaired = new StringBuilder(text);
    for (int at = 0; at < text.length(); at++) {
      if (isPair(text, at)) {
        at++;
      } else if (Character.isSurrogate(text.charAt(at))) {
        repaired.setCharAt(at, REPLACEMENT);
      }
    }
    return repaired.toString();
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }
}
