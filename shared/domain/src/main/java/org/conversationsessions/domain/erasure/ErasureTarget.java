package org.conversationsessions.domain.erasure;

import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * What a bot's stores hold of an end user.
 *
 * @param bot the bot whose stores are searched
 * @param subject the end user
 */
public record ErasureTarget(BotId bot, DataSubject subject) {
  /** Returns whether data of a conversation belongs to it. */
  public boolean covers(ConversationKey key) {
    return key.bot().equals(bot)
        && key.userId().equals(subject.userId())
        && subject.covers(key.channel());
  }
}
