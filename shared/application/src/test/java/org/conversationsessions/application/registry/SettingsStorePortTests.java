package org.conversationsessions.application.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.junit.jupiter.api.Test;

/** The contract of every implementation of {@link SettingsStore}. */
public abstract class SettingsStorePortTests {
  private static final BotSettings LIFECYCLE =
      new BotSettings(
          false,
          Duration.ofMinutes(20160),
          mostChannels(),
          "pt-BR",
          true,
          0,
          new MessageSettings(
              true,
              MessageSettings.MAX_RETENTION_DAYS,
              new PiiRedaction(
                  true,
                  List.of(
                      new PiiPattern(
                          "Name: \ud83d\ude00", "a:b", true, true, new Display.Redaction()),
                      new PiiPattern("b", "\\d+", true, false, new Display.Replacement("x:y")),
                      new PiiPattern("c", "c", false, true, new Display.Replacement("")),
                      new PiiPattern("d", "d", false, false, new Display.Mask(0, 32, '#')),
                      new PiiPattern("e", "e", true, true, new Display.Mask(32, 0, '+'))))),
          new NudgeSettings(Optional.of(Duration.ofMinutes(20159)), Set.of("\ud83d\ude00", "x")));
  private static final BotSettings BARE =
      new BotSettings(
          true,
          Duration.ofMinutes(5),
          ChannelInactivity.NONE,
          "en",
          false,
          0,
          new MessageSettings(false, 0, new PiiRedaction(true, List.of())),
          new NudgeSettings(Optional.empty(), Set.of()));
  private static final ClosureSettings LARGEST =
      new ClosureSettings(
          ClosureBehavior.MESSAGE,
          Collections.nCopies(10, "\ud83d\ude00".repeat(1000)),
          Set.of("email", "sms"),
          Collections.nCopies(10, "\ud83d\ude00".repeat(1000)),
          Optional.of("x".repeat(16 * 1024)));
  private static final ClosureSettings LEAST =
      new ClosureSettings(ClosureBehavior.SILENT, List.of("bye"), Set.of(), Optional.empty());

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** Returns the store under test. */
  protected abstract SettingsStore settings();

  /** Registers a new bot. */
  protected abstract void register(BotId bot);

  @Test
  void aBotThatIsNotRegisteredHasNoSettingsAndGetsNone() {
    assertThat(settings().read(bot)).isEmpty();
    assertThat(settings().write(bot, ManagedSettings.OF_NEW_BOT)).isEmpty();
    assertThat(settings().write(bot, of(3, LIFECYCLE, LEAST))).isEmpty();
    assertThat(settings().read(bot)).isEmpty();
  }

  @Test
  void aRegisteredBotHasTheDefaultsAndKeepsMessages() {
    register(bot);

    assertThat(settings().read(bot)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void everySettingIsReadAsWritten() {
    register(bot);
    ManagedSettings large = of(0, LIFECYCLE, LARGEST);
    ManagedSettings small = of(1, BotSettings.DEFAULT, LEAST);

    assertThat(settings().write(bot, large)).contains(of(1, LIFECYCLE, LARGEST));
    assertThat(settings().read(bot)).contains(of(1, LIFECYCLE, LARGEST));
    assertThat(settings().write(bot, small)).contains(of(2, BotSettings.DEFAULT, LEAST));
    assertThat(settings().read(bot)).contains(of(2, BotSettings.DEFAULT, LEAST));
    assertThat(settings().write(bot, of(2, BARE, LEAST))).contains(of(3, BARE, LEAST));
    assertThat(settings().read(bot)).contains(of(3, BARE, LEAST));
    assertThat(settings().write(bot, of(3, LIFECYCLE, LEAST))).contains(of(4, LIFECYCLE, LEAST));
    assertThat(settings().read(bot)).contains(of(4, LIFECYCLE, LEAST));
  }

  @Test
  void closureSettingsAreFoundUnderEveryVersion() {
    register(bot);
    settings().write(bot, of(0, LIFECYCLE, LARGEST));
    settings().write(bot, of(1, LIFECYCLE, LEAST));

    assertThat(settings().closure(bot, 0)).isEqualTo(ClosureSettings.DEFAULT);
    assertThat(settings().closure(bot, 1)).isEqualTo(LARGEST);
    assertThat(settings().closure(bot, 2)).isEqualTo(LEAST);
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> settings().closure(bot, 3))
        .withMessageContaining("3");
  }

  @Test
  void aWriteOnAnotherVersionChangesNothing() {
    register(bot);
    settings().write(bot, of(0, LIFECYCLE, LEAST));

    for (long version : new long[] {0, 2, 7}) {
      assertThat(settings().write(bot, of(version, BotSettings.DEFAULT, LARGEST))).isEmpty();
    }
    assertThat(settings().read(bot)).contains(of(1, LIFECYCLE, LEAST));
  }

  @Test
  void ofManyWritersOfAVersionAtMostOneWins() throws Exception {
    register(bot);
    List<Callable<Optional<ManagedSettings>>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ManagedSettings next = of(0, LIFECYCLE, LEAST);
      writers.add(() -> settings().write(bot, next));
    }
    int won = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Optional<ManagedSettings>> outcome : threads.invokeAll(writers)) {
        won += outcome.get().isPresent() ? 1 : 0;
      }
    }
    assertThat(won).isLessThanOrEqualTo(1);
    assertThat(settings().read(bot).orElseThrow().version()).isEqualTo(won);
  }

  /** Returns as many channels as there can be, with names as long as they can be. */
  private static ChannelInactivity mostChannels() {
    return new ChannelInactivity(
        IntStream.range(0, ChannelInactivity.MAX_CHANNELS)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> "\ud83d\ude00 ".repeat(31) + (10 + i),
                    i -> Duration.ofMinutes(20160 - i))));
  }

  private static ManagedSettings of(long version, BotSettings lifecycle, ClosureSettings closure) {
    return new ManagedSettings(lifecycle.withVersion(version), closure, MessageSettings.OF_NEW_BOT);
  }
}
