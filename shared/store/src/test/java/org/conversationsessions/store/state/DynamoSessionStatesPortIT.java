package org.conversationsessions.store.state;

import java.time.Clock;
import java.time.Duration;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.application.state.SessionStatesPortTests;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.registry.RegistryFixture;

@OnEveryEngine
class DynamoSessionStatesPortIT extends SessionStatesPortTests {
  private final TestDynamo.Database database;

  DynamoSessionStatesPortIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected SessionStates states() {
    return new DynamoSessionStates(
        database.dynamo(),
        database.tables(),
        new Expiry(Duration.ofDays(90), Clock.systemUTC()),
        RegistryFixture.CIPHER);
  }
}
