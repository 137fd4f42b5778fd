package org.conversationsessions.store;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.store.client.Tables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
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
 * The engines that the adapters are tested on. Each is started once for all test classes and ends
 * with the JVM. Every test class has tables of its own.
 */
public enum TestDynamo {
  /** DynamoDB Local, in a child JVM. */
  LOCAL {
    @Override
    boolean canRun() {
      return true;
    }

    @Override
    URI start() {
      return DynamoDbLocal.inMemory().endpoint();
    }
  },
  /** LocalStack, in a container. */
  LOCALSTACK {
    @Override
    boolean canRun() {
      return DockerClientFactory.instance().isDockerAvailable();
    }

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

  private final Map<Class<?>, Database> databases = new ConcurrentHashMap<>();
  private @Nullable URI endpoint;

  abstract boolean canRun();

  abstract URI start();

  /**
   * A client and the tables of one test class.
   *
   * @param dynamo a plain client
   * @param tables the class's own tables
   */
  public record Database(DynamoDbClient dynamo, Tables tables) {}

  /**
   * Returns the client and tables of a test class. They are created at the first call and kept
   * until the JVM ends. Skips the test that calls it if the engine cannot run here.
   */
  public Database of(Class<?> testClass) {
    Assumptions.assumeTrue(canRun(), this + " needs a Docker engine");
    return databases.computeIfAbsent(
        testClass,
        c -> {
          DynamoDbClient dynamo = client();
          return new Database(dynamo, TestTables.createIn(dynamo));
        });
  }

  /** Creates a client of the engine, with interceptors that watch its calls. */
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

  /** Creates a client of the engine's streams. */
  DynamoDbStreamsClient streams() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
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
