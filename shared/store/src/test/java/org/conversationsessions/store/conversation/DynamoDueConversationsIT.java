package org.conversationsessions.store.conversation;

import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.DueConversationsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoDueConversationsIT extends DueConversationsPortTests {
  private static final int SHARDS = 3;

  private final TestDynamo.Database database;

  DynamoDueConversationsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected DueConversations due() {
    return new DynamoDueConversations(database.dynamo(), database.tables(), SHARDS);
  }
}
