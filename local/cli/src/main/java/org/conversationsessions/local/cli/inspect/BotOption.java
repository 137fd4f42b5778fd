package org.conversationsessions.local.cli.inspect;

import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Option;

/** The option that names the bot. It may be one that was removed. */
final class BotOption {
  @Option(
      names = "--bot",
      paramLabel = "ST",
      required = true,
      description = "The bot; also one that was removed.")
  private String bot = "";

  BotOption() {}

  BotId id() {
    return new BotId(bot);
  }
}
