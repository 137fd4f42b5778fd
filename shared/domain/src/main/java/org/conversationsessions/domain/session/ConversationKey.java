package org.conversationsessions.domain.session;

import org.conversationsessions.domain.registry.BotId;

/**
 * The key of a conversation: one end user with one bot on one channel (contract, section 1).
 *
 * @param bot the bot that the end user talks to
 * @param userId the end user, 1 to 256 characters
 * @param channel the channel, 1 to 64 characters
 */
public record ConversationKey(BotId bot, String userId, String channel) {
  /** The longest user identifier, in characters. */
  public static final int MAX_USER = 256;

  /** The longest channel name, in characters. */
  public static final int MAX_CHANNEL = 64;

  /**
   * Validates the texts.
   *
   * @throws IllegalArgumentException if the contract does not allow one
   */
  public ConversationKey {
    if (!isText(userId, MAX_USER)) {
      throw new IllegalArgumentException("a user id has 1 to 256 characters");
    }
    if (!isText(channel, MAX_CHANNEL)) {
      throw new IllegalArgumentException("a channel has 1 to 64 characters");
    }
  }

  /**
   * Returns whether a text can be part of a key: not empty, not too long and well-formed. A lone
   * surrogate has no UTF-8 form, so two different users could be stored as one.
   *
   * @param max the most characters (Unicode code points)
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
