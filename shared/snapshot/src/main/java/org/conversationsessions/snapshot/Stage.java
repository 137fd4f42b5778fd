package org.conversationsessions.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonNumber;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Tables;

/**
 * Where a function rehearses: a store like the real one, with the real client for DynamoDB, that
 * reaches a stand-in within this process. On it are a bot with an app and 250 past sessions, and an
 * end user in a live session. App, secret and keys are made up for this stage alone.
 */
public final class Stage implements AutoCloseable {
  /** The end user in a live session. */
  public static final String USER = "user@example.org";

  /** Where that session is. */
  public static final String CHANNEL = "rtm";

  private static final String REGION = "AWS_REGION";

  /** Of so many calls some are by clients that take compressed answers. A prime, as with tokens. */
  private static final int CYCLE = 7;

  private static final int COMPRESSED = 4;

  private static final Tables TABLES =
      new Tables("registry", "conversations", "sessions", "states", "counters", "due", "limits");

  private final StandIn standIn;
  private final InvocationProperties properties;
  private final Map<String, String> aws;
  private final ServiceConfig deployment;
  private final String key = Scenery.random();
  private final Clock clock;
  private final Scenery scenery;
  private Store store;
  private int answered;

  private Stage(
      StandIn standIn,
      InvocationProperties properties,
      Map<String, String> environment,
      Clock clock) {
    this.standIn = standIn;
    this.properties = properties;
    this.aws =
        Map.of(
            // Addresses and signatures are made in the same way as later.
            REGION,
            environment.getOrDefault(REGION, "us-east-1"),
            "AWS_ENDPOINT_URL_DYNAMODB",
            standIn.url().toString(),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            standIn.credentials().toString());
    this.deployment = ServiceConfig.from(environment);
    this.clock = clock;
    this.store = unused();
    this.scenery = Scenery.build(store, key);
    standIn.tables().keep();
  }

  /**
   * Sets a stage.
   *
   * @param environment what the rehearsed function is told
   */
  public static Stage set(Map<String, String> environment, Clock clock) {
    StandIn standIn = StandIn.start();
    InvocationProperties properties = InvocationProperties.withCredentialsAt(standIn.credentials());
    try {
      return new Stage(standIn, properties, environment, clock);
    } catch (RuntimeException e) {
      standIn.close();
      properties.close();
      throw e;
    }
  }

  /** The store on this stage. */
  public Store store() {
    return store;
  }

  /**
   * The store as a function has it that has just started from a snapshot: with a client that has
   * made no call yet. The one before must not be used any more.
   */
  Store newStore() {
    store.dynamo().close();
    store = unused();
    return store;
  }

  private Store unused() {
    return new Store(Dynamo.client(aws), TABLES, deployment, Map.of("SECRETS_KEY", key), clock);
  }

  /** How many items were written since the last call began. */
  public int written() {
    return standIn.tables().written();
  }

  /**
   * Lets a function answer a call. Whatever calls before have changed is as it was at first.
   *
   * @return the answer as API Gateway gets it
   * @throws IllegalStateException if its status is not 200
   */
  public JsonObject answer(HttpFunction function, Call call) {
    standIn.tables().rewind();
    int number = answered++;
    String token = scenery.tokens().get(number % scenery.tokens().size());
    JsonObject answer =
        JsonReader.read(
                reply(function, call.event(Scenery.BOT, token, number % CYCLE < COMPRESSED)))
            .object()
            .orElse(JsonObject.EMPTY);
    if (!JsonNumber.of(200).equals(answer.members().get("statusCode"))) {
      throw new IllegalStateException(
          "rehearsing "
              + call.method()
              + " "
              + call.path()
              + ": "
              + answer.members().get("statusCode"));
    }
    return answer;
  }

  /** Where its stand-in is reached. */
  int port() {
    return standIn.url().getPort();
  }

  /** Ends it: no connection and no thread is left. */
  @Override
  public void close() {
    store.dynamo().close();
    standIn.close();
    properties.close();
  }

  private static Bytes reply(HttpFunction function, Bytes event) {
    try {
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      function.handleRequest(new ByteArrayInputStream(event.toArray()), reply, null);
      return Bytes.copyOf(reply.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
