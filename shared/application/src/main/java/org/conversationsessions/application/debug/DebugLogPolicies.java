package org.conversationsessions.application.debug;

import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.ServiceConfig;

/**
 * What is kept of bots' debug logs: lines as long as the deployment says, redacted like messages.
 *
 * @param config the deployment's settings
 * @param redactors the redactors of the bots' patterns
 */
public record DebugLogPolicies(ServiceConfig config, RedactorCache redactors) {
  /** Returns what is kept of a bot's debug log. */
  public DebugLogPolicy of(Bot bot) {
    if (!bot.settings().keepDebugLogs()) {
      return DebugLogPolicy.NONE;
    }
    PiiRedaction patterns = bot.settings().messages().piiRedaction();
    // Compiled only for a text: the sweep closes sessions whatever the patterns are.
    return new DebugLogPolicy(
        true, config.debugLogRetention(), text -> redactors.of(patterns).redact(text));
  }
}
