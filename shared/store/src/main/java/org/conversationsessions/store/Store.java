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
 * All adapters over one client, made on demand: where a function gets its ports from.
 *
 * @param dynamo the client
 * @param tables the tables' names
 * @param deployment what whoever deploys decides
 * @param environment the function's environment
 * @param clock tells what has expired
 */
public record Store(
    DynamoDbClient dynamo,
    Tables tables,
    ServiceConfig deployment,
    Map<String, String> environment,
    Clock clock) {
  /** Copies what can change. */
  public Store {
    environment = Map.copyOf(environment);
  }

  /**
   * The store that a function's environment names.
   *
   * @throws IllegalStateException naming a variable that is missing
   */
  public static Store from(Map<String, String> environment, Clock clock) {
    return new Store(
        Dynamo.client(environment),
        Tables.from(environment),
        ServiceConfig.from(environment),
        environment,
        clock);
  }

  /** Accounts' bots and apps. */
  public Registry registry() {
    return new DynamoRegistry(dynamo, tables, box());
  }

  /** All bots, for a function that needs no app and has no key to open secrets with. */
  public Registry bots() {
    return new DynamoRegistry(dynamo, tables, SecretCipher.disabled());
  }

  /** Live conversations. */
  public Conversations conversations() {
    return new DynamoConversations(dynamo, tables, expiry());
  }

  /** What bots keep about conversations. */
  public SessionStates states() {
    return new DynamoSessionStates(dynamo, tables, expiry(), box());
  }

  /** What may be inactive. */
  public DueConversations due() {
    return new DynamoDueConversations(dynamo, tables, deployment.dueShards());
  }

  /** Past and live sessions. */
  public SessionHistory history() {
    return new DynamoSessionHistory(dynamo, tables, expiry(), conversations());
  }

  /** How many sessions there are. */
  public SessionCounters counters() {
    return new DynamoSessionCounters(
        dynamo,
        tables,
        new ShardingCache(dynamo, tables, clock),
        clock,
        BackoffPolicy.backingOff());
  }

  /** Bots' settings. */
  public SettingsStore settings() {
    return new DynamoSettings(dynamo, tables);
  }

  /** The calls of late. */
  public RateLimits rateLimits() {
    return DynamoRateLimits.of(
        dynamo,
        tables,
        new RateLimit(deployment.callsPerMinute(), deployment.callsPerHour()),
        BackoffPolicy.backingOff());
  }

  private SecretCipher box() {
    return new SecretCipher(ServiceConfig.text(environment, "SECRETS_KEY"));
  }

  private Expiry expiry() {
    return new Expiry(deployment.retention(), clock);
  }
}
