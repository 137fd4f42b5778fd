package org.conversationsessions.store.conversation;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.application.recording.ConcurrentWritersPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.history.DynamoSessionHistory;

@OnEveryEngine
class DynamoConcurrentWritersIT extends ConcurrentWritersPortTests {
  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), Clock.systemUTC());

  private final TestDynamo.Place place;

  DynamoConcurrentWritersIT(TestDynamo engine) {
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
