package org.conversationsessions.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.conversationsessions.admin.bulk.BulkLoader;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.ProgressDisplay;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.Folders;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.local.workbench.TemplateTables;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.ItemSize;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.history.DynamoSessionHistory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB Local with the template's tables and a week's traffic. */
public final class BenchmarkDatabase implements Closeable {
  /** The key of the stores' cipher. */
  public static final String SECRETS_KEY = "the key of the bench's texts, used nowhere else";

  /** The account of all bots that are registered. */
  public static final String ACCOUNT = "bench";

  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), Traffic.CLOCK);
  private static final Duration MAX_INACTIVITY = Duration.ofDays(14);

  private final Expiry expiry;
  private final DynamoDbLocal database;
  private final Optional<Path> folder;
  private final Tables tables;
  private final Traffic traffic;

  private BenchmarkDatabase(
      DynamoDbLocal database, Optional<Path> folder, Traffic traffic, Expiry expiry) {
    this.expiry = expiry;
    this.database = database;
    this.folder = folder;
    this.traffic = traffic;
    try (DynamoDbClient dynamo = client()) {
      this.tables = create(dynamo);
    }
  }

  /** Returns an empty database in memory. */
  public static BenchmarkDatabase inMemory(Traffic traffic) {
    return inMemory(traffic, EXPIRY);
  }

  /** Returns an empty database in memory whose sessions expire as given. */
  public static BenchmarkDatabase inMemory(Traffic traffic, Expiry expiry) {
    return new BenchmarkDatabase(DynamoDbLocal.inMemory(), Optional.empty(), traffic, expiry);
  }

  /** Returns an empty database in a new folder below this one; closing deletes the folder. */
  static BenchmarkDatabase onDisk(Path parent, Traffic traffic) {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(parent), "history-");
      return new BenchmarkDatabase(DynamoDbLocal.in(folder), Optional.of(folder), traffic, EXPIRY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the traffic; {@code written} accepts the size of each batch of sessions written. */
  public void fill(IntConsumer written) {
    try (DynamoDbClient dynamo = client()) {
      new BulkLoader(dynamo, tables, expiry, true).write(traffic.sessions(), written);
    }
  }

  /** Writes the traffic, and shows the progress. */
  public void fill(CommandContext context) {
    try (ProgressDisplay display = ProgressDisplay.ofItems(context, "fill", traffic.total())) {
      AtomicLong sum = new AtomicLong();
      fill(
          written -> {
            long all = sum.addAndGet(written);
            display.show(all, all + " sessions written");
          });
    }
  }

  /** Counts and indexes the traffic, and writes the rows of those sessions that have one. */
  void fillCounters(Predicate<Session> hasRow) {
    try (DynamoDbClient dynamo = client()) {
      new BulkLoader(dynamo, tables, expiry, false).write(traffic.sessions(), hasRow, some -> {});
    }
  }

  Traffic traffic() {
    return traffic;
  }

  /** Returns the history over this client. */
  SessionHistory history(DynamoDbClient client) {
    DynamoDbClient dynamo = Dynamo.bounded(client);
    return new DynamoSessionHistory(
        dynamo, tables, expiry, new DynamoConversations(dynamo, tables, expiry));
  }

  /** Returns the address of the database. */
  public URI endpoint() {
    return database.endpoint();
  }

  /** Returns the tables, named as in the template. */
  public Tables tables() {
    return tables;
  }

  /** Returns a client with these interceptors. */
  public DynamoDbClient client(ExecutionInterceptor... watchers) {
    return DynamoDbClient.builder()
        .endpointOverride(database.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.executionInterceptors(List.of(watchers)))
        .build();
  }

  /** Returns a client whose calls are metered. */
  public DynamoDbClient client(CapacityMeter meter) {
    return client(new ExecutionInterceptor[] {meter});
  }

  /** Returns a function's ports over this client. Bots may keep messages; measures are counted. */
  public Store store(DynamoDbClient client, Clock clock) {
    return new Store(
        Dynamo.bounded(client),
        tables,
        new ServiceConfig(
            expiry.retention(),
            Duration.ofDays(92),
            Duration.ofMinutes(5),
            MAX_INACTIVITY,
            0,
            0,
            false,
            4,
            Duration.ofSeconds(30),
            true),
        Map.of("SECRETS_KEY", SECRETS_KEY, "COUNT_MEASURES", "true"),
        clock);
  }

  /** Registers a bot with the default settings. */
  public Bot register(BotId bot) {
    try (DynamoDbClient dynamo = client()) {
      RegistryAdmin registry =
          new RegistryAdmin(dynamo, tables, new SecretCipher(SECRETS_KEY), PublicKeys.rule());
      registry.registerAccount(ACCOUNT);
      registry.registerBot(bot, ACCOUNT);
    }
    return new Bot(bot, ACCOUNT, BotSettings.DEFAULT);
  }

  /** Returns the average size of a stored session in bytes. */
  long itemBytes() {
    try (DynamoDbClient dynamo = client()) {
      return Math.round(
          dynamo.scan(scan -> scan.tableName(tables.sessions()).limit(500)).items().stream()
              .mapToLong(ItemSize::bytes)
              .average()
              .orElse(0));
    }
  }

  @Override
  public void close() {
    database.close();
    folder.ifPresent(Folders::delete);
  }

  private static Tables create(DynamoDbClient dynamo) {
    TemplateTables template = TemplateTables.ofProject().withoutStreams();
    List<String> names =
        Stream.of(
                "RegistryTable",
                "ConversationsTable",
                "SessionsTable",
                "StatesTable",
                "CountersTable",
                "DueTable",
                "LimitsTable",
                "MessagesTable",
                "ErasuresTable",
                "ImportsTable",
                "DebugLogsTable")
            .toList();
    names.forEach(name -> template.create(dynamo, name, name));
    return new Tables(
        names.get(0),
        names.get(1),
        names.get(2),
        names.get(3),
        names.get(4),
        names.get(5),
        names.get(6),
        names.get(7),
        names.get(8),
        names.get(9),
        names.get(10));
  }
}
