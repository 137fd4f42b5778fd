package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.ConversationsPortTests;
import org.conversationsessions.store.OnLocalStack;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.junit.jupiter.api.Nested;

class DynamoConversationsIT {
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

  private abstract static class OnEngine extends ConversationsPortTests {
    private final TestDynamo.Place place;

    OnEngine(TestDynamo engine) {
      place = engine.of(getClass());
    }

    @Override
    protected Conversations conversations() {
      return new DynamoConversations(
          place.dynamo(), place.tables(), new Expiry(Duration.ofDays(90), Clock.systemUTC()));
    }
  }
}
