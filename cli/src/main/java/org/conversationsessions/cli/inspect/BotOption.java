package org.conversationsessions.cli.inspect;

import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Option;

/** The option that names a bot, registered or removed. */
final class BotOption {
  @Option(
      names = "--bot",
      paramLabel = "ST",
      required = true,
      description = "The bot. It may have been removed.")
  private String bot = "";

  BotOption() {}

  BotId id() {
    return new BotId(bot);
  }
}
