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
import org.conversationsessions.domain.settings.Deployment;
import org.conversationsessions.store.Dynamo;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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

  private static final Tables TABLES =
      new Tables("registry", "conversations", "sessions", "states", "counters", "due", "limits");

  private final StandIn standIn;
  private final DynamoDbClient dynamo;
  private final Store store;
  private final Scenery scenery;

  private Stage(StandIn standIn, Deployment deployment, Clock clock) {
    this.standIn = standIn;
    this.dynamo = Dynamo.client(environment(standIn));
    String key = Scenery.random();
    this.store = new Store(dynamo, TABLES, deployment, Map.of("SECRETS_KEY", key), clock);
    try (LentCredentials _ = LentCredentials.at(standIn.credentials())) {
      this.scenery = Scenery.build(store, key);
    }
    standIn.tables().keep();
  }

  /**
   * Sets a stage.
   *
   * @param deployment what the rehearsed function is told that was decided
   */
  public static Stage set(Deployment deployment, Clock clock) {
    StandIn standIn = StandIn.start();
    try {
      return new Stage(standIn, deployment, clock);
    } catch (RuntimeException e) {
      standIn.close();
      throw e;
    }
  }

  /** What a function that starts from a snapshot is told of AWS. */
  private static Map<String, String> environment(StandIn standIn) {
    return Map.of(
        "AWS_REGION", "rehearsal",
        "AWS_ENDPOINT_URL_DYNAMODB", standIn.url().toString(),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", standIn.credentials().toString());
  }

  /** The store on this stage. */
  public Store store() {
    return store;
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
    JsonObject answer =
        JsonReader.read(reply(function, call.event(Scenery.BOT, scenery.token())))
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
    dynamo.close();
    standIn.close();
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
