package org.conversationsessions.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.SecretCipher;

/**
 * The SDK's real client for DynamoDB over a {@link FakeDynamoDb}, with the function's environment
 * and random secrets that are used only here.
 */
public final class PrimingEnvironment implements AutoCloseable {
  private static final Set<Json> ANSWERED = Set.of(JsonNumber.of(200), JsonNumber.of(202));

  /** The SDK reads it before the environment variable of the same purpose. */
  private static final String CREDENTIALS = "aws.containerCredentialsFullUri";

  private final FakeDynamoDb dynamo = new FakeDynamoDb();
  private final Map<String, String> environment;
  private final Map<AppKind, String> tokens;

  /**
   * Creates an environment with a bot and its apps.
   *
   * @param environment the environment variables of the function to prime
   * @param fixtures writes further items
   */
  public PrimingEnvironment(Map<String, String> environment, Consumer<Store> fixtures) {
    String key = UUID.randomUUID().toString();
    this.environment = new HashMap<>(environment);
    this.environment.putAll(
        Map.of(
            "SECRETS_KEY", key,
            "AWS_ENDPOINT_URL_DYNAMODB", dynamo.url(),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", dynamo.url()));
    System.setProperty(CREDENTIALS, dynamo.url());
    try {
      Store store = newStore();
      this.tokens = PrimingFixtures.writeRegistry(store, new SecretCipher(key));
      fixtures.accept(store);
      store.dynamo().close();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    dynamo.makeReadOnly();
  }

  /** Returns a store as after a restore: it has made no call. Its client has to be closed. */
  public Store newStore() {
    return Store.from(environment, Clock.systemUTC());
  }

  /** Leaves no connection, thread or system property. */
  @Override
  public void close() {
    dynamo.close();
    System.clearProperty(CREDENTIALS);
  }

  /** Returns how many items the answers have written since this was set to zero. */
  public AtomicInteger writes() {
    return dynamo.writes();
  }

  /**
   * Has a function answer a request. Its writes are not stored.
   *
   * @param gzip whether the client accepts compressed responses
   * @return the response to API Gateway
   * @throws IllegalStateException if its status is neither 200 nor 202
   */
  public JsonObject answer(HttpFunction function, PrimingRequest request, boolean gzip) {
    String token = Objects.requireNonNull(tokens.get(request.kind()));
    byte[] event = request.event(PrimingFixtures.BOT, token, gzip).toArray();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      function.handleRequest(new ByteArrayInputStream(event), output, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonObject response =
        JsonReader.read(Bytes.copyOf(output.toByteArray())).object().orElse(JsonObject.EMPTY);
    if (!ANSWERED.contains(response.members().getOrDefault("statusCode", Json.NULL))) {
      throw new IllegalStateException(
          "priming %s %s: status %s"
              .formatted(request.method(), request.path(), response.members().get("statusCode")));
    }
    return response;
  }
}
