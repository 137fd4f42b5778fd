package org.conversationsessions.local.runner;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.files.OwnerOnly;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The database: one that was started here, or another.
 *
 * @param endpoint where it answers
 * @param started what keeps the one that was started here
 */
record Database(URI endpoint, Optional<DatabaseSupervisor> started) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * The database that the options ask for.
   *
   * @param log told what is done about a database that ended
   * @param lost told when a database that was started here is gone for good
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

  /** A client with the credentials that the functions have. */
  DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalService.REGION))
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }

  /**
   * Sees that it answers.
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

  /** A client of the tables' streams, with the same credentials. */
  DynamoDbStreamsClient streamsClient() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(LocalService.REGION))
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
        .build();
  }

  private static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(LocalService.ACCESS_KEY, LocalService.ACCESS_KEY));
  }

  @Override
  public void close() {
    started.ifPresent(DatabaseSupervisor::close);
  }
}
