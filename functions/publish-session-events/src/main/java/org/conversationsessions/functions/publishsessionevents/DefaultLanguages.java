package org.conversationsessions.functions.publishsessionevents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * Caches the bots' default languages for one minute. A language in an event about a start may be
 * that old.
 */
final class DefaultLanguages {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final int CAPACITY = 10_000;

  private final Registry registry;
  private final InstantSource clock;
  private final Map<BotId, CachedLanguage> cache = new ConcurrentHashMap<>();

  private record CachedLanguage(String language, Instant since) {}

  DefaultLanguages(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Returns the bot's default language, or the general default if the bot is no longer registered.
   */
  String of(BotId bot) {
    Instant now = clock.instant();
    CachedLanguage found = cache.get(bot);
    if (found == null || found.since.plus(TTL).isBefore(now)) {
      if (cache.size() >= CAPACITY) {
        cache.clear();
      }
      found =
          new CachedLanguage(
              registry
                  .bot(bot.value())
                  .map(Bot::settings)
                  .orElse(BotSettings.DEFAULT)
                  .defaultLanguage(),
              now);
      cache.put(bot, found);
    }
    return found.language;
  }
}
