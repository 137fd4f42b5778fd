package org.conversationsessions.store.metric;

import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.metric.SessionMetrics;
import org.conversationsessions.application.metric.SessionMetricsPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.history.DynamoSessionHistory;

@OnEveryEngine
class DynamoSessionMetricsIT extends SessionMetricsPortTests {
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

  private final TestDynamo.Database database;
  private final StreamPump pump;

  DynamoSessionMetricsIT(TestDynamo engine) {
    database = engine.of(getClass());
    pump = new StreamPump(engine, database.tables(), RETENTION);
  }

  @Override
  protected SessionMetrics metrics() {
    DynamoSessionCounters.of(database.dynamo(), database.tables(), CLOCK, true).count(pump.next());
    return new DynamoSessionMetrics(database.dynamo(), database.tables(), EXPIRY);
  }

  @Override
  protected SessionHistory history() {
    return new DynamoSessionHistory(database.dynamo(), database.tables(), EXPIRY, conversations());
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  }
}
