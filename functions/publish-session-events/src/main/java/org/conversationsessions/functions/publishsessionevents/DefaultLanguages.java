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

/** Bots' default languages, remembered for a minute: an event about a start may be that late. */
final class DefaultLanguages {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Registry registry;
  private final InstantSource clock;
  private final Map<BotId, Known> known = new ConcurrentHashMap<>();

  private record Known(String language, Instant since) {}

  DefaultLanguages(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** A bot's default language; that of all bots if it is not registered any more. */
  String of(BotId bot) {
    Instant now = clock.instant();
    Known found = known.get(bot);
    if (found == null || found.since.plus(REMEMBERED).isBefore(now)) {
      if (known.size() >= MOST) {
        known.clear();
      }
      found =
          new Known(
              registry
                  .bot(bot.value())
                  .map(Bot::settings)
                  .orElse(BotSettings.DEFAULT)
                  .defaultLanguage(),
              now);
      known.put(bot, found);
    }
    return found.language;
  }
}
