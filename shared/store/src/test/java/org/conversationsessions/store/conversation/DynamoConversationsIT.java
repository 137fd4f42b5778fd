package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ConversationsPortTests;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.message.StoredParts;

@OnEveryEngine
class DynamoConversationsIT extends ConversationsPortTests {
  private final TestDynamo.Database database;

  DynamoConversationsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected List<TranscriptPart> parts(BotId of, String userId) {
    return StoredParts.of(database, of, userId);
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(
        database.dynamo(), database.tables(), new Expiry(Duration.ofDays(90), Clock.systemUTC()));
  }
}
