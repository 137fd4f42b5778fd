package org.conversationsessions.store.tag;

import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoPostingStoreIT extends PostingStorePortTests {
  private final TestDynamo.Database database;

  DynamoPostingStoreIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  PostingStore store() {
    return new DynamoPostingStore(database.dynamo(), database.tables(), false);
  }
}
