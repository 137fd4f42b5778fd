package org.conversationsessions.store.history;

import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.application.billing.BillingSessionsPortTests;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.StreamPump;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.counter.DynamoSessionCounters;

@OnEveryEngine
class DynamoBillingSessionsIT extends BillingSessionsPortTests {
  private static final Expiry EXPIRY = new Expiry(RETENTION, CLOCK);

  private final TestDynamo.Database database;
  private final StreamPump pump;

  DynamoBillingSessionsIT(TestDynamo engine) {
    database = engine.of(getClass());
    pump = new StreamPump(engine, database.tables(), RETENTION);
  }

  @Override
  protected BillingSessions billingSessions() {
    DynamoSessionCounters.of(database.dynamo(), database.tables(), CLOCK, false).count(pump.next());
    return new DynamoBillingSessions(database.dynamo(), database.tables(), EXPIRY, MAX_SESSIONS);
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  }
}
