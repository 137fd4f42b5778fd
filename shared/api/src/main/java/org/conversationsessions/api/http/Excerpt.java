package org.conversationsessions.api.http;

/** What of a request's text may stand in an error's (contract, section 3). */
public final class Excerpt {
  /** How many characters at most. Two of them in one message stay within the contract's 200. */
  public static final int LONGEST = 80;

  private Excerpt() {}

  /**
   * The text, or its first characters and an ellipsis: {@value #LONGEST} code points at most, the
   * ellipsis included.
   */
  public static String of(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
