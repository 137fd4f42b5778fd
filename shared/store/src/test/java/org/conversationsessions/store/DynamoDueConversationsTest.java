package org.conversationsessions.store;

import org.conversationsessions.domain.conversation.DueConversations;
import org.conversationsessions.domain.conversation.DueConversationsContract;
import org.junit.jupiter.api.Nested;

class DynamoDueConversationsTest {
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

  private abstract static class OnEngine extends DueConversationsContract {
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
