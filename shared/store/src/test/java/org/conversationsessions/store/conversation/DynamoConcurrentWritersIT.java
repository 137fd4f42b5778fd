package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.recording.ConcurrentWritersPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.history.DynamoSessionHistory;

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
  protected SessionHistory history() {
    return new DynamoSessionHistory(database.dynamo(), database.tables(), EXPIRY, conversations());
  }
}
