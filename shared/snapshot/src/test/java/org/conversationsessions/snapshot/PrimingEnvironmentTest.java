package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.store.Store;
import org.junit.jupiter.api.Test;

class PrimingEnvironmentTest {
  private static final PrimingRequest REQUEST = PrimingRequest.of("POST", "anything", "{}");

  private static PrimingEnvironment environment() {
    return new PrimingEnvironment(
        TestPrimingEnvironment.environment(), PrimingFixtures::writeLiveSession);
  }

  @Test
  void theStoreReadsTheFixturesAsItReadsRealItems() {
    Store store = environment().newStore();

    assertThat(store.registry().bot(PrimingFixtures.BOT.value())).isPresent();
    assertThat(store.registry().app(PrimingFixtures.APP).orElseThrow().scopes())
        .containsExactlyInAnyOrder(Scope.values());
    assertThat(store.settings().read(PrimingFixtures.BOT)).isPresent();
    assertThat(store.conversations().read(PrimingFixtures.CONVERSATION).live()).isNotNull();
    assertThat(store.conversations().ofUser(PrimingFixtures.BOT, "user@example.org")).hasSize(1);
  }

  @Test
  void writesOfARequestAreCountedAndNotStored() {
    PrimingEnvironment environment = environment();
    Store store = environment.newStore();
    TestFunction changing =
        new TestFunction(
            store,
            bot -> {
              ManagedSettings before = store.settings().read(bot).orElseThrow();
              store.settings().write(bot, before);
              return "[%d,%d]"
                  .formatted(before.version(), store.settings().read(bot).orElseThrow().version());
            });
    environment.takeWritten();

    for (int time = 0; time < 3; time++) {
      assertThat(environment.answer(changing, REQUEST, false).text("body")).contains("[0,0]");
      // The calls counted for the limit, the bot and its settings.
      assertThat(environment.takeWritten()).isEqualTo(3);
    }
  }

  @Test
  void aStatusOtherThan200IsAFailure() {
    PrimingEnvironment environment = environment();
    TestFunction failing =
        new TestFunction(
            environment.newStore(),
            bot -> {
              throw new IllegalStateException("made up");
            });

    assertThatThrownBy(() -> environment.answer(failing, REQUEST, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("POST anything")
        .hasMessageContaining("500");
  }

  @Test
  void everyEnvironmentHasSecretsOfItsOwn() {
    Store store = environment().newStore();
    Store other = environment().newStore();

    assertThat(store.environment()).isNotEqualTo(other.environment());
    assertThat(store.registry().app(PrimingFixtures.APP).orElseThrow().keys())
        .isNotEqualTo(other.registry().app(PrimingFixtures.APP).orElseThrow().keys());
  }

  @Test
  void aResponseIsCompressedForAClientThatAcceptsIt() {
    PrimingEnvironment environment = environment();
    String page = "{\"text\":\"" + "page ".repeat(1000) + "\"}";
    TestFunction function = new TestFunction(environment.newStore(), bot -> page);

    for (boolean gzip : new boolean[] {true, false}) {
      assertThat(environment.answer(function, REQUEST, gzip).members())
          .containsEntry("isBase64Encoded", new JsonFlag(gzip));
    }
  }

  @Test
  void itTakesItsRegionFromTheFunctionAndOpensNoConnection() {
    Map<String, String> variables = TestPrimingEnvironment.environment();
    variables.put("AWS_REGION", "eu-central-1");
    // Nothing listens there.
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1");
    Store store = new PrimingEnvironment(variables, unused -> {}).newStore();

    assertThat(store.registry().bot(PrimingFixtures.BOT.value())).isPresent();
    assertThat(store.dynamo().serviceClientConfiguration().region().id()).isEqualTo("eu-central-1");
  }
}
