package org.conversationsessions.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.application.registry.RegistryPortTests;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.store.OnLocalStack;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.SecretCipher;
import org.junit.jupiter.api.Nested;

class DynamoRegistryTest {
  static final SecretCipher BOX = new SecretCipher("key material for tests, 32 or more");

  static RegistryAdmin admin(TestDynamo.Place place) {
    // Which keys are of use is the api's to say: here all are.
    return new RegistryAdmin(place.dynamo(), place.tables(), BOX, jwk -> Optional.empty());
  }

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

  private abstract static class OnEngine extends RegistryPortTests {
    private final TestDynamo.Place place;

    OnEngine(TestDynamo engine) {
      place = engine.of(getClass());
    }

    @Override
    protected Registry registry() {
      return new DynamoRegistry(place.dynamo(), place.tables(), BOX);
    }

    @Override
    protected void register(Bot bot) {
      admin(place).registerAccount(bot.account());
      assertThat(admin(place).registerBot(bot.id(), bot.account())).isTrue();
      if (!bot.settings().equals(BotSettings.DEFAULT)) {
        ManagedSettings changed =
            new ManagedSettings(bot.settings().withVersion(0), ClosureSettings.DEFAULT);
        assertThat(new DynamoSettings(place.dynamo(), place.tables()).write(bot.id(), changed))
            .isPresent();
      }
    }

    @Override
    protected void remove(BotId bot) {
      assertThat(admin(place).removeBot(bot, Instant.now())).isTrue();
    }

    @Override
    protected void register(App app) {
      admin(place).registerAccount(app.account());
      assertThat(admin(place).registerApp(app)).isTrue();
    }
  }
}
