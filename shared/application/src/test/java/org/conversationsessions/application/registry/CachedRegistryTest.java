package org.conversationsessions.application.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class CachedRegistryTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryRegistry stored = new InMemoryRegistry();
  private final CountingRegistry counting = new CountingRegistry(stored);
  private final CachedRegistry cached = new CachedRegistry(counting, clock);

  @Test
  void cachesAnAppForHalfAMinute() {
    stored.put(app("cs-1", AppKind.ADMIN));
    assertThat(cached.app("cs-1")).contains(app("cs-1", AppKind.ADMIN));
    stored.put(app("cs-1", AppKind.BUILDER));

    clock.advance(Duration.ofMillis(29_999));
    assertThat(cached.app("cs-1")).contains(app("cs-1", AppKind.ADMIN));
    assertThat(counting.apps()).isEqualTo(1);

    clock.advance(Duration.ofMillis(1));
    assertThat(cached.app("cs-1")).contains(app("cs-1", AppKind.BUILDER));
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void cachesTheAbsenceOfAnAppForThreeSeconds() {
    assertThat(cached.app("cs-1")).isEmpty();
    stored.put(app("cs-1", AppKind.ADMIN));

    clock.advance(Duration.ofMillis(2_999));
    assertThat(cached.app("cs-1")).isEmpty();

    clock.advance(Duration.ofMillis(1));
    assertThat(cached.app("cs-1")).isPresent();
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void readsAgainForAFreshApp() {
    stored.put(app("cs-1", AppKind.ADMIN));
    cached.app("cs-1");
    stored.put(app("cs-1", AppKind.BUILDER));

    assertThat(cached.readFreshApp("cs-1")).contains(app("cs-1", AppKind.ADMIN));
    clock.advance(Duration.ofMillis(200));
    assertThat(cached.readFreshApp("cs-1")).contains(app("cs-1", AppKind.BUILDER));
    assertThat(cached.app("cs-1")).contains(app("cs-1", AppKind.BUILDER));
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void forgetsAnAppThatIsGone() {
    stored.put(app("cs-1", AppKind.ADMIN));
    cached.app("cs-1");
    stored.removeApp("cs-1");
    clock.advance(Duration.ofSeconds(1));

    assertThat(cached.readFreshApp("cs-1")).isEmpty();
    assertThat(cached.app("cs-1")).isEmpty();
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void madeUpIdentifiersEvictNoKnownApp() {
    stored.put(app("cs-1", AppKind.ADMIN));
    cached.app("cs-1");
    for (int i = 0; i < 3 * CachedRegistry.CAPACITY; i++) {
      cached.app("cs-made-up-" + i);
    }
    int before = counting.apps();

    cached.app("cs-1");
    assertThat(counting.apps()).isEqualTo(before);
    cached.app("cs-made-up-0");
    assertThat(counting.apps()).as("the first made-up one was forgotten").isEqualTo(before + 1);
  }

  @Test
  void cachesNoMoreAppsThanItsCapacity() {
    for (int i = 0; i <= CachedRegistry.CAPACITY; i++) {
      stored.put(app("cs-" + i, AppKind.ADMIN));
      cached.app("cs-" + i);
    }
    int before = counting.apps();

    cached.app("cs-1");
    assertThat(counting.apps()).isEqualTo(before);
    cached.app("cs-0");
    assertThat(counting.apps()).isEqualTo(before + 1);
  }

  @Test
  void aClockThatGoesBackCausesAReadAndNoLongMemory() {
    stored.put(app("cs-1", AppKind.ADMIN));
    cached.app("cs-1");
    clock.advance(Duration.ofHours(-1));

    cached.app("cs-1");
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void readsBotsEveryTime() {
    Bot bot = new Bot(new BotId("st-1"), "a", BotSettings.DEFAULT);
    stored.put(bot);

    for (int i = 1; i <= 2; i++) {
      assertThat(cached.bot("st-1")).contains(bot);
      assertThat(cached.botsOf("a")).containsExactly(bot);
      assertThat(cached.bots(unreadable -> {})).containsExactly(bot);
      assertThat(cached.botsWithRemoved(unreadable -> {})).containsExactly(bot);
      assertThat(counting.botReads()).isEqualTo(4 * i);
    }
  }

  @Test
  void aFailureIsThrownAndNotCached() {
    AtomicBoolean failing = new AtomicBoolean(true);
    Registry flaky =
        new Registry() {
          @Override
          public Optional<App> app(String appId) {
            if (failing.get()) {
              throw new StoreException("no answer");
            }
            return Optional.of(CachedRegistryTest.app(appId, AppKind.ADMIN));
          }

          @Override
          public Optional<Bot> bot(String botId) {
            return Optional.empty();
          }

          @Override
          public List<Bot> botsOf(String account) {
            return List.of();
          }

          @Override
          public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
            return List.of();
          }

          @Override
          public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
            return List.of();
          }
        };
    CachedRegistry registry = new CachedRegistry(flaky, clock);

    assertThatThrownBy(() -> registry.app("cs-1")).isInstanceOf(StoreException.class);
    failing.set(false);
    assertThat(registry.app("cs-1")).isPresent();
  }

  @Test
  void isSafeForManyThreads() {
    stored.put(app("cs-0", AppKind.ADMIN));

    assertThat(
            IntStream.range(0, 20_000)
                .parallel()
                .filter(i -> cached.app("cs-" + i % 2000).isPresent())
                .count())
        .isEqualTo(10);
  }

  private static App app(String id, AppKind kind) {
    return new App(
        id,
        "a",
        kind,
        Set.of(),
        Set.of(Scope.READ),
        List.of(new SigningKey.Secret("a secret of 32 characters or more")));
  }
}
