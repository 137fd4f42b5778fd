package org.conversationsessions.api.fields;

/**
 * The rule for identifiers: users, events, channels, tags, tasks, intents, variables, profiles and
 * sessions (contract, section 1). Damaged texts cannot be distinguished: each lone surrogate
 * becomes U+FFFD when JSON is read, and a gateway replaces bytes that are not UTF-8 by U+FFFD. An
 * identifier that contains U+FFFD is therefore rejected; otherwise two users could become one.
 */
public final class Identifier {
  /** The rule that a damaged identifier violates, as errors quote it. */
  public static final String DAMAGED =
      "holds a lone surrogate or U+FFFD, the replacement character: its text was damaged before it"
          + " came here";

  private static final char REPLACEMENT = '\uFFFD';

  private Identifier() {}

  /**
   * Returns whether the text contains U+FFFD.
   *
   * @param text the text as {@link org.conversationsessions.json.Json.JsonString} holds it
   */
  public static boolean isDamaged(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }
}
