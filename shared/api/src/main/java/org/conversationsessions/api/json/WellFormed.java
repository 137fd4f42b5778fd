package org.conversationsessions.api.json;

/** Text without lone surrogates: only such text can be stored and sent as UTF-8. */
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text with U+FFFD in place of each lone surrogate; the text itself if it has none. */
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
