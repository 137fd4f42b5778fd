package org.conversationsessions.store;

import java.time.Clock;
import java.util.Map;
import org.conversationsessions.domain.conversation.Contention;
import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.conversation.DueConversations;
import org.conversationsessions.domain.counter.SessionCounters;
import org.conversationsessions.domain.history.SessionHistory;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RateLimits;
import org.conversationsessions.domain.registry.Registry;
import org.conversationsessions.domain.registry.SettingsStore;
import org.conversationsessions.domain.settings.Deployment;
import org.conversationsessions.domain.state.SessionStates;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * All adapters over one client, made on demand: where a function gets its ports from.
 *
 * @param dynamo the client
 * @param tables the tables' names
 * @param deployment what whoever deploys decides
 * @param environment the function's environment
 * @param clock tells what has expired
 * @param spreads over how many shards the bots' sessions are spread, as far as it is known
 */
public record Store(
    DynamoDbClient dynamo,
    Tables tables,
    Deployment deployment,
    Map<String, String> environment,
    Clock clock,
    Spreads spreads) {
  /** Copies what can change. */
  public Store {
    environment = Map.copyOf(environment);
  }

  /** A store that knows nothing of the bots yet. */
  public Store(
      DynamoDbClient dynamo,
      Tables tables,
      Deployment deployment,
      Map<String, String> environment,
      Clock clock) {
    this(dynamo, tables, deployment, environment, clock, new Spreads(dynamo, tables, clock));
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
        Deployment.from(environment),
        environment,
        clock);
  }

  /** Accounts' bots and apps. */
  public Registry registry() {
    return new DynamoRegistry(dynamo, tables, box(), spreads);
  }

  /** All bots, for a function that needs no app and has no key to open secrets with. */
  public Registry bots() {
    return new DynamoRegistry(dynamo, tables, SecretBox.shut(), spreads);
  }

  /** Live conversations. */
  public Conversations conversations() {
    return new DynamoConversations(dynamo, tables, expiry(), spreads);
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
    return new DynamoSessionHistory(dynamo, tables, expiry(), conversations(), spreads);
  }

  /** How many sessions there are. */
  public SessionCounters counters() {
    return new DynamoSessionCounters(dynamo, tables, spreads, clock, Contention.backingOff());
  }

  /**
   * Counts sessions again.
   *
   * @param pause waits for the counters
   */
  public Recount recount(Recount.Pause pause) {
    return new Recount(dynamo, tables, spreads, deployment.retention(), clock, pause);
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
        Contention.backingOff());
  }

  private SecretBox box() {
    return new SecretBox(Deployment.text(environment, "SECRETS_KEY"));
  }

  private Expiry expiry() {
    return new Expiry(deployment.retention(), clock);
  }
}
