package org.conversationsessions.store.client;

import java.util.Map;
import org.conversationsessions.domain.settings.ServiceConfig;

/**
 * The names of the tables, which the template gives to the functions.
 *
 * @param registry accounts' bots, apps and settings
 * @param conversations the live state of conversations
 * @param sessions the sessions' records
 * @param states what bots keep about conversations
 * @param counters how many sessions there are
 * @param due where the sweep has to look
 * @param limits the calls of late, for rate limits
 */
public record Tables(
    String registry,
    String conversations,
    String sessions,
    String states,
    String counters,
    String due,
    String limits) {
  /** For who works on the registry alone. */
  public static Tables ofRegistry(String registry) {
    return new Tables(registry, "", "", "", "", "", "");
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalStateException naming the variable that is missing
   */
  public static Tables from(Map<String, String> environment) {
    return new Tables(
        ServiceConfig.text(environment, "REGISTRY_TABLE"),
        ServiceConfig.text(environment, "CONVERSATIONS_TABLE"),
        ServiceConfig.text(environment, "SESSIONS_TABLE"),
        ServiceConfig.text(environment, "STATES_TABLE"),
        ServiceConfig.text(environment, "COUNTERS_TABLE"),
        ServiceConfig.text(environment, "DUE_TABLE"),
        ServiceConfig.text(environment, "LIMITS_TABLE"));
  }
}
