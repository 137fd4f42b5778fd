package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.recording.ConcurrentWritersPortTests;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.message.DynamoMessageParts;
import org.conversationsessions.store.message.StoredParts;

/** Concurrent writers of conversations in DynamoDB. */
@OnEveryEngine
class DynamoConcurrentWritersIT extends ConcurrentWritersPortTests {
  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), Clock.systemUTC());

  private final TestDynamo.Database database;

  DynamoConcurrentWritersIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  }

  @Override
  protected DueConversations due() {
    return new DynamoDueConversations(database.dynamo(), database.tables(), 4);
  }

  @Override
  protected MessageParts parts() {
    return new DynamoMessageParts(database.dynamo(), database.tables(), BackoffPolicy.jittered());
  }

  @Override
  protected List<TranscriptPart> parts(BotId of, String userId) {
    return StoredParts.of(database, of, userId);
  }

  @Override
  protected SessionHistory history() {
    return new DynamoSessionHistory(database.dynamo(), database.tables(), EXPIRY, conversations());
  }
}
