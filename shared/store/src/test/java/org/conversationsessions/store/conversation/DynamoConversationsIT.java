package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ConversationsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;

@OnEveryEngine
class DynamoConversationsIT extends ConversationsPortTests {
  private final TestDynamo.Database database;

  DynamoConversationsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(
        database.dynamo(), database.tables(), new Expiry(Duration.ofDays(90), Clock.systemUTC()));
  }
}
