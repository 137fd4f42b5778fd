package org.conversationsessions.api.fields;

/**
 * The one rule for texts that name something: users, events, channels, tags, tasks, intents,
 * variables, profiles and sessions (contract, section 1). Different damaged texts look the same:
 * each lone surrogate becomes U+FFFD when JSON is read, and a gateway puts U+FFFD in place of bytes
 * that are not UTF-8. So an identifier that holds U+FFFD is refused; otherwise two users could
 * become one.
 */
public final class Identifier {
  /** Why a damaged identifier is refused. */
  public static final String DAMAGED =
      "holds a lone surrogate or U+FFFD, the replacement character: its text was damaged before it"
          + " came here";

  private static final char REPLACEMENT = '\uFFFD';

  private Identifier() {}

  /**
   * Whether the text cannot be told from others.
   *
   * @param text as {@link org.conversationsessions.api.json.Json.JsonText} holds it
   */
  public static boolean isDamaged(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }
}
