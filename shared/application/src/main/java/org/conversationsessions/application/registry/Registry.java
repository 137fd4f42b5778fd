package org.conversationsessions.application.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/** What the request path asks of the registered accounts, bots and apps. */
public interface Registry {
  /**
   * The app of this identifier; empty if none is registered, or if it is disabled. Any text may be
   * asked for. One eventually consistent read of one item: at most 0.5 read units while the item is
   * below 4 KB.
   */
  Optional<App> app(String appId);

  /**
   * The bot of this identifier; empty if none is registered, or if it was removed. Any text may be
   * asked for. One eventually consistent read of one item, 0.5 read units.
   */
  Optional<Bot> bot(String botId);

  /**
   * All bots of an account, in the order of their identifiers. Eventually consistent, one query.
   */
  List<Bot> botsOf(String account);

  /**
   * All registered bots that can be read. Eventually consistent, one query of about 0.5 read units
   * for each 40 bots.
   *
   * @param unreadable is told of each other
   */
  List<Bot> bots(Consumer<UnreadableItemException> unreadable);

  /**
   * All bots whose live sessions the sweep closes: the registered ones, and the removed ones, each
   * as {@link Bot#removed}. Costs what {@link #bots} costs.
   *
   * @param unreadable is told of each that cannot be read
   */
  List<Bot> sweptBots(Consumer<UnreadableItemException> unreadable);
}
