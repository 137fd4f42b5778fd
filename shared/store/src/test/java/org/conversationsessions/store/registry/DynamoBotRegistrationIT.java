package org.conversationsessions.store.registry;

import org.conversationsessions.application.imports.BotRegistration;
import org.conversationsessions.application.imports.BotRegistrationPortTests;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
class DynamoBotRegistrationIT extends BotRegistrationPortTests {
  private final TestDynamo.Database database;

  DynamoBotRegistrationIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected BotRegistration registration() {
    return new DynamoBotRegistration(database.dynamo(), database.tables());
  }

  @Override
  protected Registry registry() {
    return new DynamoRegistry(database.dynamo(), database.tables(), RegistryFixture.CIPHER);
  }

  @Override
  protected SettingsStore settings() {
    return new DynamoSettingsStore(database.dynamo(), database.tables());
  }
}
