package org.conversationsessions.store.client;

import java.util.Map;
import org.conversationsessions.domain.settings.ServiceConfig;

/**
 * The names of the tables, which the template passes to the functions.
 *
 * @param registry accounts, bots, apps and settings
 * @param conversations conversations, live or not, with what waits in them
 * @param sessions sessions, as the history reads them
 * @param states session state that bots store
 * @param counters session counters
 * @param due the due index of the inactivity sweep
 * @param limits recent calls, for rate limits
 * @param messages transcript parts
 * @param erasures requests to erase data
 * @param imports uploaded bot definitions, and imports of them
 * @param debugLogs debug logs
 */
public record Tables(
    String registry,
    String conversations,
    String sessions,
    String states,
    String counters,
    String due,
    String limits,
    String messages,
    String erasures,
    String imports,
    String debugLogs) {
  /** Returns names for tools that use the registry only. */
  public static Tables ofRegistry(String registry) {
    return new Tables(registry, "", "", "", "", "", "", "", "", "", "");
  }

  /**
   * Reads the names from environment variables.
   *
   * @throws IllegalStateException naming a missing variable
   */
  public static Tables from(Map<String, String> environment) {
    return new Tables(
        ServiceConfig.text(environment, "REGISTRY_TABLE"),
        ServiceConfig.text(environment, "CONVERSATIONS_TABLE"),
        ServiceConfig.text(environment, "SESSIONS_TABLE"),
        ServiceConfig.text(environment, "STATES_TABLE"),
        ServiceConfig.text(environment, "COUNTERS_TABLE"),
        ServiceConfig.text(environment, "DUE_TABLE"),
        ServiceConfig.text(environment, "LIMITS_TABLE"),
        ServiceConfig.text(environment, "MESSAGES_TABLE"),
        ServiceConfig.text(environment, "ERASURES_TABLE"),
        ServiceConfig.text(environment, "IMPORTS_TABLE"),
        ServiceConfig.text(environment, "DEBUG_LOGS_TABLE"));
  }
}
