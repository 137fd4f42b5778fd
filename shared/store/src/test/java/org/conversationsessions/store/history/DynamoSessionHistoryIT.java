package org.conversationsessions.store.history;

import java.util.List;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.history.SessionHistoryPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.tag.DynamoTagIndex;

@OnEveryEngine
class DynamoSessionHistoryIT extends SessionHistoryPortTests {
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

  private final TestDynamo.Database database;
  private final StreamPump pump;
  private final TestDynamo engine;

  DynamoSessionHistoryIT(TestDynamo engine) {
    this.engine = engine;
    database = engine.of(getClass());
    pump = new StreamPump(engine, database.tables(), RETENTION);
  }

  @Override
  protected SessionHistory history() {
    List<StreamPump.Change> changes = pump.nextChanges();
    DynamoTagIndex.of(database.dynamo(), database.tables(), EXPIRY.clock())
        .apply(changes.stream().map(StreamPump.Change::tags).toList());
    DynamoSessionCounters.of(database.dynamo(), database.tables(), CLOCK, true)
        .count(changes.stream().map(StreamPump.Change::counts).toList());
    return new DynamoSessionHistory(database.dynamo(), database.tables(), EXPIRY, conversations());
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  }

  @Override
  protected int questions() {
    // LocalStack takes several times as long.
    return engine == TestDynamo.LOCALSTACK ? 20 : super.questions();
  }
}
