package org.conversationsessions.application.debug;

import java.util.function.Function;
import org.conversationsessions.domain.registry.Bot;

/**
 * How debug logs are kept.
 *
 * @param logs where lines are stored that belong to no write of their conversation
 * @param policies returns what is kept of a bot's debug log
 */
public record DebugLogging(DebugLogs logs, Function<Bot, DebugLogPolicy> policies) {
  /** Keeps nothing. */
  public static final DebugLogging NONE =
      new DebugLogging(DebugLogs.NONE, bot -> DebugLogPolicy.NONE);
}
