package org.conversationsessions.application.message;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.ServiceConfig;

/**
 * What is kept of bots' messages: what each bot's settings say, as far as the deployment allows it.
 *
 * @param config the deployment's settings
 * @param redactors the redactors of the bots' patterns
 */
public record MessagePolicies(ServiceConfig config, RedactorCache redactors) {
  /**
   * Returns what is kept of a bot's messages.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if a pattern of the bot
   *     does not compile: no text is stored without its redaction
   */
  public MessagePolicy of(Bot bot) {
    MessageSettings settings = bot.settings().messages().under(config);
    if (!settings.keep()) {
      return MessagePolicy.NONE;
    }
    return new MessagePolicy(
        true,
        Optional.of(settings.retentionDays()).filter(days -> days > 0).map(Duration::ofDays),
        redactors.of(settings.piiRedaction())::redact,
        bot.settings().defaultLanguage());
  }
}
