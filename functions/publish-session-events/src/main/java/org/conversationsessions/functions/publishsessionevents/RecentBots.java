package org.conversationsessions.functions.publishsessionevents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * Caches bots for one minute. A language in an event about a start, and whether a closing's message
 * is kept, may be that old.
 */
final class RecentBots {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final int CAPACITY = 10_000;

  private final Registry registry;
  private final InstantSource clock;
  private final Map<BotId, CachedBot> cache = new ConcurrentHashMap<>();

  private record CachedBot(Optional<Bot> bot, Instant since) {}

  RecentBots(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Returns the bot; empty if it is not registered. */
  Optional<Bot> find(BotId bot) {
    Instant now = clock.instant();
    CachedBot found = cache.get(bot);
    if (found == null || found.since.plus(TTL).isBefore(now)) {
      if (cache.size() >= CAPACITY) {
        cache.clear();
      }
      found = new CachedBot(registry.bot(bot.value()), now);
      cache.put(bot, found);
    }
    return found.bot;
  }

  /**
   * Returns the bot's default language, or the general default if the bot is no longer registered.
   */
  String language(BotId bot) {
    return find(bot).map(Bot::settings).orElse(BotSettings.DEFAULT).defaultLanguage();
  }
}
