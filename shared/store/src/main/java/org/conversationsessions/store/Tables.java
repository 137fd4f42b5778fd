package org.conversationsessions.store;

import java.util.Map;
import org.conversationsessions.domain.settings.Deployment;

/**
 * The names of the tables, which the template gives to the functions.
 *
 * @param registry accounts' bots, apps and settings
 * @param conversations the live state of conversations
 * @param sessions the sessions' records
 * @param limits the calls of late, for rate limits
 */
public record Tables(String registry, String conversations, String sessions, String limits) {
  /**
   * Reads the environment.
   *
   * @throws IllegalStateException naming the variable that is missing
   */
  public static Tables from(Map<String, String> environment) {
    return new Tables(
        Deployment.text(environment, "REGISTRY_TABLE"),
        Deployment.text(environment, "CONVERSATIONS_TABLE"),
        Deployment.text(environment, "SESSIONS_TABLE"),
        Deployment.text(environment, "LIMITS_TABLE"));
  }
}
