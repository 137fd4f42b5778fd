package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimingEnvironmentTest {
  private static final PrimingRequest REQUEST = PrimingRequest.of("POST", "anything", "{}");

  private final PrimingEnvironment environment = environment();

  private static PrimingEnvironment environment() {
    return new PrimingEnvironment(
        TestPrimingEnvironment.environment(), PrimingFixtures::writeLiveSession);
  }

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void theStoreReadsTheFixturesAsItReadsRealItems() {
    Store store = environment.newStore();

    assertThat(store.registry().bot(PrimingFixtures.BOT.value())).isPresent();
    assertThat(store.registry().app(PrimingFixtures.APP).orElseThrow().scopes())
        .isEqualTo(Scope.allOf(AppKind.BUILDER));
    assertThat(store.settings().read(PrimingFixtures.BOT)).isPresent();
    assertThat(store.conversations().readConsistently(PrimingFixtures.CONVERSATION).live())
        .isNotNull();
    assertThat(store.conversations().ofUser(PrimingFixtures.BOT, "user@example.org")).hasSize(1);
  }

  @Test
  void writesOfARequestAreCountedAndNotStored() {
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
    environment.writes().getAndSet(0);

    for (int time = 0; time < 3; time++) {
      assertThat(environment.answer(changing, REQUEST, false).text("body")).contains("[0,0]");
      // The calls counted for the limit, the bot and its settings.
      assertThat(environment.writes().getAndSet(0)).isEqualTo(3);
    }
  }

  @Test
  void aStatusOtherThan200IsAFailure() {
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
    Store store = environment.newStore();
    App app = store.registry().app(PrimingFixtures.APP).orElseThrow();
    try (PrimingEnvironment another = environment()) {
      Store other = another.newStore();

      assertThat(store.environment()).isNotEqualTo(other.environment());
      assertThat(app.keys())
          .isNotEqualTo(other.registry().app(PrimingFixtures.APP).orElseThrow().keys());
    }
  }

  @Test
  void aResponseIsCompressedForAClientThatAcceptsIt() {
    String page = "{\"text\":\"" + "page ".repeat(1000) + "\"}";
    TestFunction function = new TestFunction(environment.newStore(), bot -> page);

    for (boolean gzip : new boolean[] {true, false}) {
      assertThat(environment.answer(function, REQUEST, gzip).members())
          .containsEntry("isBase64Encoded", new JsonBoolean(gzip));
    }
  }

  @Test
  void noPartOfItIsLeft() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "skipped: sockets are seen on Linux");
    environment.answer(new TestFunction(environment.newStore(), bot -> "{}"), REQUEST, false);
    int port = URI.create(System.getProperty("aws.containerCredentialsFullUri")).getPort();
    environment.close();

    assertThat(openSockets(port)).isEmpty();
    assertThat(System.getProperty("aws.containerCredentialsFullUri")).isNull();
  }

  @Test
  void nothingIsLeftOfAnEnvironmentWhoseFixturesFail() {
    environment.close();

    assertThatThrownBy(
            () ->
                new PrimingEnvironment(
                    TestPrimingEnvironment.environment(),
                    store -> {
                      throw new IllegalStateException("made up");
                    }))
        .hasMessage("made up");
    assertThat(System.getProperty("aws.containerCredentialsFullUri")).isNull();
  }

  /**
   * Returns the open sockets at or to a port of this machine, but those that wait for their end.
   */
  private static List<String> openSockets(int port) throws IOException {
    String hex = ":%04X".formatted(port);
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/net/tcp"))) {
      return lines.filter(line -> line.contains(hex) && !line.contains(" 06 ")).toList();
    }
  }
}
