package org.conversationsessions.store.history;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.SessionHistoryPortTests;
import org.conversationsessions.store.OnLocalStack;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.junit.jupiter.api.Nested;

class DynamoSessionHistoryIT {
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

    @Override
    protected int questions() {
      return 20;
    }
  }

  private abstract static class OnEngine extends SessionHistoryPortTests {
    private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

    private final TestDynamo.Place place;
    private final StreamPump pump;

    OnEngine(TestDynamo engine) {
      place = engine.of(getClass());
      pump = new StreamPump(engine, place.tables(), RETENTION);
    }

    @Override
    protected SessionHistory history() {
      DynamoSessionCounters.of(place.dynamo(), place.tables(), CLOCK).count(pump.next());
      return new DynamoSessionHistory(place.dynamo(), place.tables(), EXPIRY, conversations());
    }

    @Override
    protected Conversations conversations() {
      return new DynamoConversations(place.dynamo(), place.tables(), EXPIRY);
    }
  }
}
