package org.conversationsessions.application.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
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
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageChange;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;
import org.junit.jupiter.api.Test;

/**
 * The contract of every implementation of {@link SettingsStore} (contract, section 9; drafts and
 * publications: contract, section 19).
 */
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
          new NudgeSettings(Optional.of(Duration.ofMinutes(20159)), Set.of("\ud83d\ude00", "x")),
          true);
  private static final BotSettings BARE =
      new BotSettings(
          true,
          Duration.ofMinutes(5),
          ChannelInactivity.NONE,
          "en",
          false,
          0,
          new MessageSettings(false, 0, new PiiRedaction(true, List.of())),
          new NudgeSettings(Optional.empty(), Set.of()),
          false);
  private static final ClosureSettings LARGEST =
      new ClosureSettings(
          ClosureBehavior.MESSAGE,
          Collections.nCopies(10, "\ud83d\ude00".repeat(1000)),
          Set.of("email", "sms"),
          Collections.nCopies(10, "\ud83d\ude00".repeat(1000)),
          Optional.of("x".repeat(16 * 1024)));
  private static final ClosureSettings LEAST =
      new ClosureSettings(ClosureBehavior.SILENT, List.of("bye"), Set.of(), Optional.empty());

  private static final SettingsChange DROPS =
      new SettingsChange(
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new Edit.Drop<>(),
          new MessageChange(
              new Edit.Drop<>(), new Edit.Drop<>(), new Edit.Drop<>(), new Edit.Drop<>()),
          new Edit.Drop<>());

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

  @Test
  void nothingIsDraftedOrPublishedAtFirst() {
    register(bot);

    assertThat(settings().draft(bot)).isEqualTo(SettingsDraft.NONE);
    assertThat(settings().versions(bot)).isEmpty();
    assertThat(settings().version(bot, 1)).isEmpty();
  }

  @Test
  void everyEditOfADraftIsReadAsWritten() {
    register(bot);
    SettingsChange sets = SettingsChange.to(of(0, LIFECYCLE, LARGEST));
    SettingsChange setsLeast = SettingsChange.to(of(0, BARE, LEAST));

    write(0, sets);
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(1, sets));
    write(1, setsLeast);
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(2, setsLeast));
    write(2, DROPS);
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(3, DROPS));
    write(3, SettingsChange.NONE);
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(4, SettingsChange.NONE));
    assertThat(settings().read(bot)).contains(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aDraftIsWrittenOnlyOnItsRevision() {
    register(bot);
    write(0, DROPS);

    for (long revision : new long[] {0, 2, 7}) {
      assertThat(settings().writeDraft(bot, new SettingsDraft(revision, SettingsChange.NONE)))
          .isFalse();
    }
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(1, DROPS));
  }

  @Test
  void aPublicationWritesTheSettingsTheVersionAndTheEmptiedDraftAtOnce() {
    register(bot);
    write(0, DROPS);
    ManagedSettings updated = of(0, LIFECYCLE, LARGEST);

    assertThat(
            settings().publish(bot, updated, version(1), Optional.of(new SettingsDraft(1, DROPS))))
        .contains(of(1, LIFECYCLE, LARGEST));

    assertThat(settings().read(bot)).contains(of(1, LIFECYCLE, LARGEST));
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(2, SettingsChange.NONE));
    assertThat(settings().versions(bot)).containsExactly(version(1));
    assertThat(settings().version(bot, 1)).contains(SettingsChange.to(updated));
    assertThat(settings().closure(bot, 1)).isEqualTo(LARGEST);
  }

  @Test
  void aPublicationWithoutADraftLeavesTheDraftAlone() {
    register(bot);
    write(0, DROPS);

    publish(0, LEAST);
    settings().write(bot, of(1, LIFECYCLE, LARGEST));
    publish(2, LARGEST);

    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(1, DROPS));
    assertThat(settings().versions(bot)).containsExactly(version(3), version(1));
    assertThat(settings().version(bot, 1)).contains(SettingsChange.to(of(0, LIFECYCLE, LEAST)));
    assertThat(settings().version(bot, 2)).as("changed, not published").isEmpty();
  }

  @Test
  void aPublicationOnAnotherVersionOrDraftWritesNothing() {
    register(bot);
    write(0, DROPS);
    settings().write(bot, of(0, LIFECYCLE, LEAST));

    assertThat(settings().publish(bot, of(0, LIFECYCLE, LARGEST), version(1), Optional.empty()))
        .isEmpty();
    assertThat(
            settings()
                .publish(
                    bot,
                    of(1, LIFECYCLE, LARGEST),
                    version(2),
                    Optional.of(new SettingsDraft(0, DROPS))))
        .isEmpty();

    assertThat(settings().read(bot)).contains(of(1, LIFECYCLE, LEAST));
    assertThat(settings().draft(bot)).isEqualTo(new SettingsDraft(1, DROPS));
    assertThat(settings().versions(bot)).isEmpty();
    assertThat(settings().version(bot, 2)).isEmpty();
  }

  @Test
  void onlyTheNewestVersionsAreListedWithTheLongestComments() {
    register(bot);
    int published = SettingsStore.LISTED_VERSIONS + 2;
    for (int at = 0; at < published; at++) {
      publish(at, LEAST);
    }

    assertThat(settings().versions(bot))
        .hasSize(SettingsStore.LISTED_VERSIONS)
        .startsWith(version(published), version(published - 1));
    assertThat(settings().version(bot, 1)).as("still stored").isPresent();
  }

  private void write(long revision, SettingsChange change) {
    assertThat(settings().writeDraft(bot, new SettingsDraft(revision, change))).isTrue();
  }

  private void publish(long version, ClosureSettings closure) {
    assertThat(
            settings()
                .publish(
                    bot, of(version, LIFECYCLE, closure), version(version + 1), Optional.empty()))
        .isPresent();
  }

  private static PublishedVersion version(long number) {
    return new PublishedVersion(
        number,
        "\ud83d\ude00".repeat(PublishedVersion.MAX_COMMENT),
        Instant.parse("2026-03-02T10:00:00.123Z").plusSeconds(number),
        "cs-app");
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
