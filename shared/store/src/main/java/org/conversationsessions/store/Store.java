package org.conversationsessions.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.closing.ClosingJobs;
import org.conversationsessions.application.closing.StoredSessions;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.counting.SessionCounters;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.application.debug.ClosingDebugLog;
import org.conversationsessions.application.debug.DebugLogPolicies;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.erasure.Erasures;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.application.erasure.UserDataStores;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.imports.BotRegistration;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessagePolicies;
import org.conversationsessions.application.message.RedactorCache;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.DynamoClosingJobs;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.debug.DebugEntrySeal;
import org.conversationsessions.store.debug.DynamoDebugLogs;
import org.conversationsessions.store.erasure.DynamoErasures;
import org.conversationsessions.store.erasure.DynamoMarkNotes;
import org.conversationsessions.store.erasure.DynamoStoredSessions;
import org.conversationsessions.store.erasure.DynamoUserDataStores;
import org.conversationsessions.store.history.DynamoBillingSessions;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.imports.DynamoImports;
import org.conversationsessions.store.limit.DynamoRateLimits;
import org.conversationsessions.store.message.CipherMessageSealer;
import org.conversationsessions.store.message.DynamoMessageHistory;
import org.conversationsessions.store.message.DynamoMessageParts;
import org.conversationsessions.store.metric.DynamoSessionMetrics;
import org.conversationsessions.store.registry.DynamoAccountOperators;
import org.conversationsessions.store.registry.DynamoBotRegistration;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.DynamoSettingsStore;
import org.conversationsessions.store.state.DynamoSessionStates;
import org.conversationsessions.store.tag.DynamoTagIndex;
import org.conversationsessions.store.tag.RepairingTagIndex;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Creates a function's ports: every adapter over one DynamoDB client.
 *
 * @param tables the tables' names
 * @param config the deployment's settings
 * @param environment the function's environment
 * @param clock the service's time
 */
public record Store(
    DynamoDbClient dynamo,
    Tables tables,
    ServiceConfig config,
    Map<String, String> environment,
    Clock clock) {
  private static final String SECRETS_KEY = "SECRETS_KEY";

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

  /** Returns the port to the registry of bots and apps. */
  public Registry registry() {
    return new DynamoRegistry(dynamo, tables, cipher());
  }

  /**
   * Returns the registry for a function that has no key to decrypt apps' secrets: looking up an app
   * throws {@link org.conversationsessions.application.UnreadableItemException}.
   */
  public Registry registryWithoutSecrets() {
    return new DynamoRegistry(dynamo, tables, SecretCipher.withRandomKey());
  }

  /** Returns the port to conversations, with their live and their last ended sessions. */
  public Conversations conversations() {
    return new DynamoConversations(dynamo, tables, expiry(), seal());
  }

  /** Returns the port to stored transcript parts. */
  public MessageParts messageParts() {
    return new DynamoMessageParts(dynamo, tables, BackoffPolicy.jittered());
  }

  /** Returns the use case that keeps messages, for a function with the key that encrypts them. */
  public Transcripts transcripts() {
    return new Transcripts(
        messageParts(),
        new CipherMessageSealer(cipher()),
        new MessagePolicies(config, new RedactorCache(new SecureRandom()))::of);
  }

  /** Returns the port to debug logs. */
  public DebugLogs debugLogs() {
    return new DynamoDebugLogs(dynamo, tables, expiry(), seal());
  }

  /** Returns the use case that keeps debug logs. */
  public DebugLogging debugLogging() {
    return new DebugLogging(
        debugLogs(), new DebugLogPolicies(config, new RedactorCache(new SecureRandom()))::of);
  }

  /** Returns the use case that keeps the debug lines of what follows closings. */
  public ClosingDebugLog closingDebugLog() {
    return new ClosingDebugLog(debugLogs(), config.debugLogRetention(), storedSessions()::isStored);
  }

  /**
   * Returns the port to the messages of conversations, for a function with the key that decrypts
   * them. It finds none if the deployment keeps none, whatever is stored.
   */
  public MessageHistory messageHistory() {
    if (!config.keepMessages()) {
      return MessageHistory.NONE;
    }
    return new DynamoMessageHistory(
        dynamo,
        tables,
        expiry(),
        conversations(),
        history(),
        new CipherMessageSealer(cipher()),
        config.maxInactivity());
  }

  /** Returns the port to session states. */
  public SessionStates states() {
    return new DynamoSessionStates(dynamo, tables, expiry(), cipher());
  }

  /** Returns the port to the due index. */
  public DueConversations due() {
    return new DynamoDueConversations(dynamo, tables, config.dueShards());
  }

  /** Returns the port to jobs that close many sessions. */
  public ClosingJobs closingJobs() {
    return new DynamoClosingJobs(dynamo, tables);
  }

  /** Returns the port to the history of closed and live sessions. */
  public SessionHistory history() {
    return new DynamoSessionHistory(dynamo, tables, expiry(), conversations());
  }

  /** Returns the port to the metrics of closed and live sessions. */
  public SessionMetrics metrics() {
    return new DynamoSessionMetrics(dynamo, tables, expiry());
  }

  /** Returns the port to the billing sessions of closed sessions. */
  public BillingSessions billingSessions() {
    return new DynamoBillingSessions(dynamo, tables, expiry());
  }

  /** Returns the port to the session counters. */
  public SessionCounters counters() {
    return DynamoSessionCounters.of(dynamo, tables, clock, countsMeasures());
  }

  /** Returns the index by tag. */
  public TagIndex tagIndex() {
    return DynamoTagIndex.of(dynamo, tables, clock);
  }

  /** Returns the index by tag for a recount, which overwrites damaged postings. */
  public RepairingTagIndex repairingTagIndex() {
    return new RepairingTagIndex(dynamo, tables, clock);
  }

  /**
   * Returns whether measures of sessions are counted, for the functions that count.
   *
   * @throws IllegalStateException if the environment does not say
   */
  public boolean countsMeasures() {
    return ServiceConfig.choice(environment, "COUNT_MEASURES", "true", "false");
  }

  /** Returns the port to requests to erase data, for a function with the key that encrypts them. */
  public Erasures erasures() {
    return new DynamoErasures(dynamo, tables, clock, cipher());
  }

  /** Returns the port to the notes of the readers of the sessions' stream. */
  public MarkNotes markNotes() {
    return new DynamoMarkNotes(dynamo, tables, clock);
  }

  /** Returns the port to everything that is stored of end users. */
  public UserDataStores userData() {
    return new DynamoUserDataStores(dynamo, tables);
  }

  /** Returns the port that says whether sessions are stored. */
  public StoredSessions storedSessions() {
    return new DynamoStoredSessions(dynamo, tables);
  }

  /** Returns the port to bots' settings. */
  public SettingsStore settings() {
    return new DynamoSettingsStore(dynamo, tables);
  }

  /** Returns the port to uploads and imports of bot definitions. */
  public Imports imports() {
    return new DynamoImports(dynamo, tables, clock);
  }

  /** Returns the port that registers new bots. */
  public BotRegistration botRegistration() {
    return new DynamoBotRegistration(dynamo, tables);
  }

  /** Returns the port to the operators of accounts. */
  public AccountOperators operators() {
    return new DynamoAccountOperators(dynamo, tables);
  }

  /** Returns the port to the rate limits. */
  public RateLimits rateLimits() {
    return DynamoRateLimits.of(
        dynamo,
        tables,
        new RateLimit(config.callsPerMinute(), config.callsPerHour()),
        BackoffPolicy.jittered());
  }

  private SecretCipher cipher() {
    return new SecretCipher(ServiceConfig.text(environment, SECRETS_KEY));
  }

  /** Returns what encrypts debug logs, which the sweep has no key for. */
  private DebugEntrySeal seal() {
    return environment.containsKey(SECRETS_KEY)
        ? new DebugEntrySeal(Optional.of(cipher()))
        : DebugEntrySeal.NONE;
  }

  private Expiry expiry() {
    return new Expiry(config.retention(), clock);
  }
}
