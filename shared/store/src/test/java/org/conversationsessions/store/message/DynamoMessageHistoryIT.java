package org.conversationsessions.store.message;

import java.time.Duration;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.application.message.MessageHistoryPortTests;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessageSealer;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.registry.RegistryFixture;

@OnEveryEngine
class DynamoMessageHistoryIT extends MessageHistoryPortTests {
  /** Random queries; {@code .ci/nightly} takes 400. */
  private static final int QUERIES = Integer.getInteger("message.queries", 60);

  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(3650), CLOCK);

  private final TestDynamo engine;
  private final TestDynamo.Database database;

  DynamoMessageHistoryIT(TestDynamo engine) {
    this.engine = engine;
    database = engine.of(getClass());
  }

  @Override
  protected MessageHistory history() {
    return new DynamoMessageHistory(
        database.dynamo(),
        database.tables(),
        EXPIRY,
        conversations(),
        new DynamoSessionHistory(database.dynamo(), database.tables(), EXPIRY, conversations()),
        sealer(),
        Duration.ofDays(14));
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  }

  @Override
  protected MessageParts parts() {
    return new DynamoMessageParts(database.dynamo(), database.tables(), BackoffPolicy.immediate());
  }

  @Override
  protected MessageSealer sealer() {
    return new CipherMessageSealer(RegistryFixture.CIPHER);
  }

  @Override
  protected int questions() {
    // LocalStack takes several times as long.
    return engine == TestDynamo.LOCALSTACK ? 20 : QUERIES;
  }
}
