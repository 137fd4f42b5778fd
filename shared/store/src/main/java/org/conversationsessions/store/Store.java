package org.conversationsessions.store;

import java.time.Clock;
import java.util.Map;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.limit.DynamoRateLimits;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.DynamoSettings;
import org.conversationsessions.store.registry.ShardingCache;
import org.conversationsessions.store.state.DynamoSessionStates;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Creates a function's ports: every adapter over one DynamoDB client.
 *
 * @param dynamo the client
 * @param tables the tables' names
 * @param config the deployment's settings
 * @param environment the function's environment
 * @param clock the clock
 */
public record Store(
    DynamoDbClient dynamo,
    Tables tables,
    ServiceConfig config,
    Map<String, String> environment,
    Clock clock) {
  /** Makes defensive copies. */
  public Store {
    environment = Map.copyOf(environment);
  }

  /**
   * Creates the store that a function's environment variables describe.
   *
   * @throws IllegalStateException naming a missing variable
   */
  public static Store from(Map<String, String> environment, Clock clock) {
    return new Store(
        Dynamo.client(environment),
        Tables.from(environment),
        ServiceConfig.from(environment),
        environment,
        clock);
  }

  /** Returns the registry of bots and apps. */
  public Registry registry() {
    return new DynamoRegistry(dynamo, tables, cipher());
  }

  /** Returns a registry of bots only, for a function that has no key to decrypt apps' secrets. */
  public Registry bots() {
    return new DynamoRegistry(dynamo, tables, SecretCipher.withRandomKey());
  }

  /** Returns the live conversations. */
  public Conversations conversations() {
    return new DynamoConversations(dynamo, tables, expiry());
  }

  /** Returns the session states. */
  public SessionStates states() {
    return new DynamoSessionStates(dynamo, tables, expiry(), cipher());
  }

  /** Returns the due index. */
  public DueConversations due() {
    return new DynamoDueConversations(dynamo, tables, config.dueShards());
  }

  /** Returns the history of closed and live sessions. */
  public SessionHistory history() {
    return new DynamoSessionHistory(dynamo, tables, expiry(), conversations());
  }

  /** Returns the session counters. */
  public SessionCounters counters() {
    return new DynamoSessionCounters(
        dynamo,
        tables,
        new ShardingCache(dynamo, tables, clock),
        clock,
        BackoffPolicy.withJitter());
  }

  /** Returns bots' settings. */
  public SettingsStore settings() {
    return new DynamoSettings(dynamo, tables);
  }

  /** Returns the rate limits. */
  public RateLimits rateLimits() {
    return DynamoRateLimits.of(
        dynamo,
        tables,
        new RateLimit(config.callsPerMinute(), config.callsPerHour()),
        BackoffPolicy.withJitter());
  }

  private SecretCipher cipher() {
    return new SecretCipher(ServiceConfig.text(environment, "SECRETS_KEY"));
  }

  private Expiry expiry() {
    return new Expiry(config.retention(), clock);
  }
}
