package org.conversationsessions.store.registry;

import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.application.registry.SettingsStorePortTests;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoSettingsIT extends SettingsStorePortTests {
  private final TestDynamo.Place place;

  DynamoSettingsIT(TestDynamo engine) {
    place = engine.of(getClass());
  }

  @Override
  protected SettingsStore settings() {
    return new DynamoSettings(place.dynamo(), place.tables());
  }

  @Override
  protected void register(BotId bot) {
    new RegistryFixture(place).register(bot, "account");
  }
}
