package org.conversationsessions.store.registry;

import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.application.settings.SettingsStorePortTests;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoSettingsStoreIT extends SettingsStorePortTests {
  private final TestDynamo.Database database;

  DynamoSettingsStoreIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected SettingsStore settings() {
    return new DynamoSettingsStore(database.dynamo(), database.tables());
  }

  @Override
  protected void register(BotId bot) {
    new RegistryFixture(database).register(bot, "account");
  }
}
