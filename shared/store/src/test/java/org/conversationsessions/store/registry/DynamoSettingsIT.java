package org.conversationsessions.store.registry;

import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.application.registry.SettingsStorePortTests;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnLocalStack;
import org.conversationsessions.store.TestDynamo;
import org.junit.jupiter.api.Nested;

class DynamoSettingsIT {
  @Nested
  class OnDynamoDbLocal extends OnEngine {
    OnDynamoDbLocal() {
      super(TestDynamo.LOCAL);
    }
  }

  @Nested
  @OnLocalStack
  class OnLocalStackToo extends OnEngine {
    OnLocalStackToo() {
      super(TestDynamo.LOCALSTACK);
    }
  }

  private abstract static class OnEngine extends SettingsStorePortTests {
    private final TestDynamo.Place place;

    OnEngine(TestDynamo engine) {
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
}
