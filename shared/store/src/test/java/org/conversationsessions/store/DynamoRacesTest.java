package org.conversationsessions.store;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.domain.conversation.Conversations;
import org.conversationsessions.domain.conversation.DueConversations;
import org.conversationsessions.domain.conversation.RacesContract;
import org.conversationsessions.domain.history.SessionHistory;
import org.junit.jupiter.api.Nested;

class DynamoRacesTest {
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

  private abstract static class OnEngine extends RacesContract {
    private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), Clock.systemUTC());

    private final TestDynamo.Place place;

    OnEngine(TestDynamo engine) {
      place = engine.of(getClass());
    }

    @Override
    protected Conversations conversations() {
      return new DynamoConversations(place.dynamo(), place.tables(), EXPIRY);
    }

    @Override
    protected DueConversations due() {
      return new DynamoDueConversations(place.dynamo(), place.tables(), 4);
    }

    @Override
    protected SessionHistory history() {
      return new DynamoSessionHistory(place.dynamo(), place.tables(), EXPIRY, conversations());
    }
  }
}
