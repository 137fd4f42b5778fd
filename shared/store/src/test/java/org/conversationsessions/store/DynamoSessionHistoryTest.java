package org.conversationsessions.store;

import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.history.SessionHistory;
import org.conversationsessions.domain.history.SessionHistoryContract;
import org.junit.jupiter.api.Nested;

class DynamoSessionHistoryTest {
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

  private abstract static class OnEngine extends SessionHistoryContract {
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
