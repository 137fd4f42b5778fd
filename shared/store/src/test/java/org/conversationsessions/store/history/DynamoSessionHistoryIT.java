package org.conversationsessions.store.history;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.SessionHistoryPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;

@OnEveryEngine
class DynamoSessionHistoryIT extends SessionHistoryPortTests {
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

  private final TestDynamo.Place place;
  private final StreamPump pump;
  private final TestDynamo engine;

  DynamoSessionHistoryIT(TestDynamo engine) {
    this.engine = engine;
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

  @Override
  protected int questions() {
    // LocalStack takes several times as long.
    return engine == TestDynamo.LOCALSTACK ? 20 : super.questions();
  }
}
