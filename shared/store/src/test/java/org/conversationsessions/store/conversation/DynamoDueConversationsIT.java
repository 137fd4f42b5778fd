package org.conversationsessions.store.conversation;

import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.DueConversationsPortTests;
import org.conversationsessions.store.OnLocalStack;
import org.conversationsessions.store.TestDynamo;
import org.junit.jupiter.api.Nested;

class DynamoDueConversationsIT {
  @Nested
  class OnDynamoDbLocal extends OnEngine {
    OnDynamoDbLocal() {
      super(TestDynamo.LOCAL);
    }
  }

  @Nested
  @OnLocalStack
  class OnLocalStackToo extends OnEngine {
    OnLocalStackToo() {
      super(TestDynamo.LOCALSTACK);
    }
  }

  private abstract static class OnEngine extends DueConversationsPortTests {
    private static final int SHARDS = 3;

    private final TestDynamo.Place place;

    OnEngine(TestDynamo engine) {
      place = engine.of(getClass());
    }

    @Override
    protected DueConversations due() {
      return new DynamoDueConversations(place.dynamo(), place.tables(), SHARDS);
    }
  }
}
