package org.conversationsessions.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.registry.RegistryPortTests;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;

@OnEveryEngine
public class DynamoRegistryIT extends RegistryPortTests {
  private final TestDynamo.Database database;

  DynamoRegistryIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected Registry registry() {
    return new DynamoRegistry(database.dynamo(), database.tables(), RegistryFixture.CIPHER);
  }

  @Override
  protected void register(Bot bot) {
    new RegistryFixture(database).register(bot.id(), bot.account());
    if (!bot.settings().equals(BotSettings.OF_NEW_BOT)) {
      ManagedSettings changed =
          new ManagedSettings(
              bot.settings().withVersion(0), ClosureSettings.DEFAULT, MessageSettings.OF_NEW_BOT);
      assertThat(
              new DynamoSettingsStore(database.dynamo(), database.tables())
                  .write(bot.id(), changed))
          .isPresent();
    }
  }

  @Override
  protected void remove(BotId bot) {
    new RegistryFixture(database).remove(bot);
  }

  @Override
  protected void register(App app) {
    new RegistryFixture(database).register(app);
  }
}
