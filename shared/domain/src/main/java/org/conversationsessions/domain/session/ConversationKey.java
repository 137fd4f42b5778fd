package org.conversationsessions.domain.session;

import org.conversationsessions.domain.registry.BotId;

/**
 * What one end user says to one bot on one channel (contract, section 1).
 *
 * @param bot the bot
 * @param userId the end user, 1 to 256 characters
 * @param channel the channel, 1 to 64 characters
 */
public record ConversationKey(BotId bot, String userId, String channel) {
  /** The longest user identifier, in characters. */
  public static final int MAX_USER = 256;

  /** The longest channel name, in characters. */
  public static final int MAX_CHANNEL = 64;

  /** Refuses with {@link IllegalArgumentException} what the contract does not allow. */
  public ConversationKey {
    if (!isText(userId, MAX_USER)) {
      throw new IllegalArgumentException("a user id has 1 to 256 characters");
    }
    if (!isText(channel, MAX_CHANNEL)) {
      throw new IllegalArgumentException("a channel has 1 to 64 characters");
    }
  }

  /**
   * Whether the text can be a key: neither empty nor longer than this, and well-formed. A lone
   * surrogate has no UTF-8 form; stored, two different users could become one.
   *
   * @param max the most characters (Unicode code points) allowed
   */
  public static boolean isText(String text, int max) {
    return !text.isEmpty()
        && text.length() <= 2 * max
        && text.codePointCount(0, text.length()) <= max
        && isWellFormed(text);
  }

  private static boolean isWellFormed(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
          return false;
        }
        at++;
      }
    }
    return true;
  }
}
