package org.conversationsessions.domain.registry;

import java.util.List;
import org.conversationsessions.domain.settings.BotSettings;

/** Bots for tests, with one shard on every day. */
public final class TestBots {
  /** A bot with the default settings, for tests that do not use its identifier. */
  public static final Bot ANY = of(new BotId("st-any"));

  private TestBots() {}

  /** Returns a bot with the default settings. */
  public static Bot of(BotId id) {
    return new Bot(id, "account", BotSettings.DEFAULT);
  }

  /** Returns bots with the default settings, in this order. */
  public static List<Bot> of(List<BotId> ids) {
    return ids.stream().map(TestBots::of).toList();
  }

  /** Returns a bot with these settings, for tests that do not use its identifier. */
  public static Bot with(BotSettings settings) {
    return new Bot(ANY.id(), ANY.account(), settings);
  }
}
