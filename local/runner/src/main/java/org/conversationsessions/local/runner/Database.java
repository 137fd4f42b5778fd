package org.conversationsessions.local.runner;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.files.OwnerOnly;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The database: one that the runner started, or an external one.
 *
 * @param endpoint its URL
 * @param started the supervisor of a database that the runner started
 */
record Database(URI endpoint, Optional<DatabaseSupervisor> started) implements AutoCloseable {
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Returns the database that the options select.
   *
   * @param log receives messages about a restarted database
   * @param lost receives the reason when a started database is lost for good
   */
  static Database of(Options options, Clock clock, Consumer<String> log, Consumer<String> lost)
      throws IOException {
    if (options.dynamodb().isPresent()) {
      return new Database(options.dynamodb().get(), Optional.empty());
    }
    DatabaseSupervisor.Starter starter =
        options
            .data()
            .map(data -> data.resolve("dynamodb"))
            .<DatabaseSupervisor.Starter>map(
                folder ->
                    port -> {
                      OwnerOnly.folder(folder);
                      return DynamoDbLocal.in(folder, port);
                    })
            .orElse(_ -> DynamoDbLocal.inMemory());
    DatabaseSupervisor keeper =
        new DatabaseSupervisor(starter, options.data().isPresent(), clock, log, lost);
    return new Database(keeper.endpoint(), Optional.of(keeper));
  }

  /** Creates a client with the functions' credentials. */
  DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalAws.REGION))
        .credentialsProvider(LocalAws.credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT))
        .build();
  }

  /**
   * Checks that the database answers.
   *
   * @throws StartException if it does not
   */
  void check(DynamoDbClient client) {
    try {
      client.listTables(list -> list.limit(1));
    } catch (SdkException e) {
      throw new StartException(
          "the database at "
              + endpoint
              + " does not answer; is it running? ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Creates a client of the tables' streams, with the functions' credentials. */
  DynamoDbStreamsClient streamsClient() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalAws.REGION))
        .credentialsProvider(LocalAws.credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(SOCKET_TIMEOUT))
        .build();
  }

  @Override
  public void close() {
    started.ifPresent(DatabaseSupervisor::close);
  }
}
