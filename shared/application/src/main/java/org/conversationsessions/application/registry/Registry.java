package org.conversationsessions.application.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/** The port to the registered accounts, bots and apps. */
public interface Registry {
  /**
   * Returns the app with this identifier; empty if none is registered or it is disabled. Any text
   * is allowed. One eventually consistent read of one item: at most 0.5 read units while the item
   * is below 4 KB.
   */
  Optional<App> app(String appId);

  /**
   * Returns the bot with this identifier and its sharding; empty if none is registered or it was
   * removed. Any text is allowed. One eventually consistent read of one item, 0.5 read units.
   */
  Optional<Bot> bot(String botId);

  /**
   * Returns all bots of an account in the order of their identifiers. Eventually consistent, one
   * query.
   */
  List<Bot> botsOf(String account);

  /**
   * Returns all registered bots that can be read. Eventually consistent, one query of at most 0.5
   * read units for each 20 bots.
   *
   * @param unreadable receives the reason for each other bot
   */
  List<Bot> bots(Consumer<UnreadableItemException> unreadable);

  /**
   * Returns all bots whose live sessions the sweep closes: the registered ones, and the removed
   * ones as {@link Bot#removed}. Costs the same as {@link #bots}.
   *
   * @param unreadable receives the reason for each bot that cannot be read
   */
  List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable);
}
