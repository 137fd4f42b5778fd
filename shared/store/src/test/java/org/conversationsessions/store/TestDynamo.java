package org.conversationsessions.store;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.store.client.Tables;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The engines that the adapter is tested on. Each runs once for all test classes and ends with the
 * JVM; every class creates tables of its own.
 */
public enum TestDynamo {
  /** DynamoDB Local, in a child JVM. */
  LOCAL {
    @Override
    URI start() {
      return DynamoDbLocal.inMemory().endpoint();
    }
  },
  /** LocalStack, in a container. */
  LOCALSTACK {
    @Override
    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
    URI start() {
      LocalStackContainer container =
          new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
              .withServices("dynamodb");
      container.start();
      return container.getEndpoint();
    }
  };

  private final Map<Class<?>, Place> places = new ConcurrentHashMap<>();
  private @Nullable URI endpoint;

  abstract URI start();

  /**
   * A client and the tables of one test class.
   *
   * @param dynamo a client without anything special
   * @param tables the class's own tables
   */
  public record Place(DynamoDbClient dynamo, Tables tables) {}

  /** The client and tables of a test class: made when first asked for, kept until the JVM ends. */
  public Place of(Class<?> testClass) {
    return places.computeIfAbsent(
        testClass,
        c -> {
          DynamoDbClient dynamo = client();
          return new Place(dynamo, TestTables.createIn(dynamo));
        });
  }

  /** A client of the engine, with what watches its calls. */
  public DynamoDbClient client(ExecutionInterceptor... watchers) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            c -> {
              for (ExecutionInterceptor watcher : watchers) {
                c.addExecutionInterceptor(watcher);
              }
            })
        .build();
  }

  /** A client of the engine's streams. */
  DynamoDbStreamsClient streams() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Whether containers can be run here; says so if not. */
  static boolean isDockerThere() {
    boolean there = DockerClientFactory.instance().isDockerAvailable();
    if (!there) {
      System.out.println("No Docker engine: the tests on LocalStack are skipped.");
    }
    return there;
  }

  private synchronized URI endpoint() {
    URI known = endpoint;
    if (known == null) {
      known = start();
      endpoint = known;
    }
    return known;
  }
}
