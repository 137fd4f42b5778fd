package org.conversationsessions.api.http;

/** Shortens text of a request that an error quotes (contract, section 3). */
public final class Excerpt {
  /**
   * The maximum length in code points. Two excerpts in one message stay within the contract's limit
   * of 200.
   */
  public static final int MAX_LENGTH = 80;

  private Excerpt() {}

  /**
   * Returns the text, or its first characters and an ellipsis: at most {@value #MAX_LENGTH} code
   * points, including the ellipsis.
   */
  public static String of(String text) {
    if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - 1)) + "…";
  }
}
