package org.conversationsessions.application.imports;

import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;

/** Registers bots in memory. */
public record InMemoryBotRegistration(InMemoryRegistry registry, InMemorySettings settings)
    implements BotRegistration {
  @Override
  public void register(Bot bot, ClosureSettings closure) {
    if (registry.bot(bot.id().value()).isPresent()) {
      throw new StoreException("the bot is registered already");
    }
    registry.put(bot);
    settings
        .register(bot.id())
        .write(
            bot.id(),
            new ManagedSettings(
                bot.settings().withVersion(bot.settings().version() - 1),
                closure,
                MessageSettings.OF_NEW_BOT));
  }
}
