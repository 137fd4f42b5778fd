package org.conversationsessions.application.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.settings.SettingsPublisher.DraftResult;
import org.conversationsessions.application.settings.SettingsPublisher.PublishResult;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: drafts and publications")
class SettingsPublisherTest {
  private static final BotId BOT = new BotId("st-1");
  private static final SettingsChange FRENCH = language("fr");
  private static final SettingsChange CLEARS = clearsProfiles(new Edit.Put<>(true));
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123456Z");

  private final InMemorySettings store = new InMemorySettings().register(BOT);
  private final ManualClock clock = new ManualClock(NOW);
  private final SettingsService service = service(store, 20160);
  private final SettingsPublisher publisher = new SettingsPublisher(service, clock);

  @Test
  void aDraftIsNotInForceAndNamesWhatItChanges() {
    publisher.changeDraft(BOT, FRENCH);
    DraftResult result = publisher.changeDraft(BOT, CLEARS);

    SettingsPublisher.Drafted drafted = publisher.readDraft(BOT);
    assertThat(result).isEqualTo(new DraftResult.Changed(drafted));
    assertThat(drafted.draft()).isEqualTo(FRENCH.followedBy(CLEARS));
    assertThat(drafted.settings().lifecycle().defaultLanguage()).isEqualTo("fr");
    assertThat(drafted.settings().lifecycle().clearAuthProfiles()).isTrue();
    assertThat(service.read(BOT)).isEqualTo(ManagedSettings.OF_NEW_BOT);
  }

  @Test
  void aPreviewOfADraftStoresNothing() {
    publisher.changeDraft(BOT, FRENCH);

    assertThat(publisher.previewDraft(BOT, CLEARS))
        .isInstanceOfSatisfying(
            DraftResult.Changed.class,
            changed -> {
              assertThat(changed.drafted().settings().lifecycle().defaultLanguage())
                  .isEqualTo("fr");
              assertThat(changed.drafted().settings().lifecycle().clearAuthProfiles()).isTrue();
            });
    assertThat(publisher.readDraft(BOT).draft()).isEqualTo(FRENCH);
  }

  @Test
  void aPublicationKeepsWhatWasChangedBesideTheDraft() {
    publisher.changeDraft(BOT, FRENCH);
    service.change(BOT, CLEARS);

    PublishResult result = publisher.publish(BOT, "In French", "cs-a");

    PublishedVersion version =
        new PublishedVersion(2, "In French", Instant.parse("2026-03-02T10:00:00.123Z"), "cs-a");
    assertThat(result).isEqualTo(new PublishResult.Published(version));
    BotSettings held = service.read(BOT).lifecycle();
    assertThat(held.defaultLanguage()).isEqualTo("fr");
    assertThat(held.clearAuthProfiles()).isTrue();
    assertThat(held.version()).isEqualTo(2);
    assertThat(publisher.readDraft(BOT).draft()).isEqualTo(SettingsChange.NONE);
    assertThat(publisher.versions(BOT)).containsExactly(version);
  }

  @Test
  void withoutADraftThePresentSettingsAreKeptAsAVersion() {
    service.change(BOT, FRENCH);

    publisher.publish(BOT, "As it is", "cs-a");
    publisher.publish(BOT, "Again", "cs-a");

    assertThat(publisher.versions(BOT))
        .extracting(PublishedVersion::number)
        .containsExactly(3L, 2L);
    assertThat(service.read(BOT).lifecycle().defaultLanguage()).isEqualTo("fr");
  }

  @Test
  void aRestoredVersionIsWhollyInForceAndTheDraftStays() {
    publisher.publish(BOT, "First", "cs-a");
    service.change(BOT, FRENCH.followedBy(CLEARS));
    publisher.changeDraft(BOT, language("fi"));

    PublishResult result = publisher.restore(BOT, 1, "Back to the first", "cs-b");

    assertThat(result)
        .isInstanceOfSatisfying(
            PublishResult.Published.class,
            published -> assertThat(published.version().number()).isEqualTo(3));
    assertThat(service.read(BOT)).isEqualTo(ManagedSettings.OF_NEW_BOT.withVersion(3));
    assertThat(publisher.readDraft(BOT).draft()).isEqualTo(language("fi"));
  }

  @Test
  void onlyAPublishedVersionIsRestored() {
    service.change(BOT, FRENCH);

    assertThat(publisher.restore(BOT, 1, "?", "cs-a"))
        .isEqualTo(new PublishResult.UnknownVersion(1));
    assertThat(publisher.versions(BOT)).isEmpty();
    assertThat(service.read(BOT).lifecycle().defaultLanguage()).isEqualTo("fr");
  }

  @Test
  void aRemovedDraftIsNotPublished() {
    publisher.changeDraft(BOT, FRENCH);

    assertThat(publisher.removeDraft(BOT).draft()).isEqualTo(SettingsChange.NONE);
    assertThat(publisher.removeDraft(BOT).settings()).isEqualTo(ManagedSettings.OF_NEW_BOT);
    publisher.publish(BOT, "Nothing new", "cs-a");

    assertThat(service.read(BOT)).isEqualTo(ManagedSettings.OF_NEW_BOT.withVersion(1));
  }

  @Test
  void theBoundsHoldForADraftItsPublicationAndARestoredVersion() {
    assertThat(publisher.changeDraft(BOT, inactivity(4)))
        .isEqualTo(new DraftResult.Refused(outOfBounds(4)));
    assertThat(publisher.readDraft(BOT).draft()).isEqualTo(SettingsChange.NONE);

    publisher.changeDraft(BOT, inactivity(30));
    publisher.publish(BOT, "Half an hour", "cs-a");
    service.change(BOT, inactivity(15));
    publisher.changeDraft(BOT, inactivity(30));
    SettingsPublisher stricter = new SettingsPublisher(service(store, 20), clock);

    assertThat(stricter.publish(BOT, "Again", "cs-a"))
        .isEqualTo(new PublishResult.Refused(outOfBounds(30)));
    assertThat(stricter.restore(BOT, 1, "Back", "cs-a"))
        .isEqualTo(new PublishResult.Refused(outOfBounds(30)));
    assertThat(stricter.changeDraft(BOT, FRENCH)).isInstanceOf(DraftResult.Changed.class);
    assertThat(service.read(BOT).lifecycle().inactivity()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aNudgeComesBeforeTheInactivityWhenItIsDraftedAndWhenItIsPublished() {
    assertThat(publisher.changeDraft(BOT, nudgeAfter(15)))
        .isEqualTo(new DraftResult.Refused(nudgeTooLate(15)));

    publisher.changeDraft(BOT, nudgeAfter(9));
    service.change(BOT, inactivity(8));

    assertThat(publisher.publish(BOT, "With nudges", "cs-a"))
        .isEqualTo(new PublishResult.Refused(nudgeTooLate(8)));
    assertThat(service.read(BOT).lifecycle().nudge().after()).isEmpty();
    assertThat(publisher.readDraft(BOT).draft()).isEqualTo(nudgeAfter(9));
  }

  @Test
  void aDroppedFieldIsRestoredAtThePublication() {
    service.change(BOT, CLEARS);
    publisher.changeDraft(BOT, clearsProfiles(new Edit.Drop<>()));

    publisher.publish(BOT, "Default", "cs-a");

    assertThat(service.read(BOT).lifecycle().clearAuthProfiles()).isFalse();
  }

  @Test
  void writersAtOnceLoseNothingAndPublishADraftOnce() throws Exception {
    List<Callable<Object>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int minutes = 20 + i;
      writers.add(() -> publisher.changeDraft(BOT, FRENCH));
      writers.add(() -> publisher.changeDraft(BOT, CLEARS));
      writers.add(() -> service.change(BOT, inactivity(minutes)));
      writers.add(() -> publisher.publish(BOT, "Meanwhile", "cs-a"));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Object> outcome : threads.invokeAll(writers)) {
        outcome.get();
      }
    }
    publisher.publish(BOT, "Last", "cs-a");

    BotSettings held = service.read(BOT).lifecycle();
    assertThat(held.defaultLanguage()).isEqualTo("fr");
    assertThat(held.clearAuthProfiles()).isTrue();
    assertThat(held.version()).as("four changes and five publications").isEqualTo(9);
    assertThat(publisher.versions(BOT)).hasSize(5);
  }

  private static SettingsService service(SettingsStore store, int longestInactivity) {
    ServiceConfig config =
        new ServiceConfig(
            Duration.ofDays(90),
            Duration.ofDays(7),
            Duration.ofMinutes(5),
            Duration.ofMinutes(longestInactivity),
            0,
            0,
            false,
            1,
            Duration.ofSeconds(30),
            true);
    return new SettingsService(store, config, BackoffPolicy.immediate());
  }

  private static SettingsChange language(String language) {
    return change(new Edit.Keep<>(), new Edit.Put<>(language), new Edit.Keep<>());
  }

  private static SettingsService.Result.Refused outOfBounds(int minutes) {
    return new SettingsService.Result.InactivityOutOfBounds(
        new SettingsChange.OutOfBounds(Optional.empty(), Duration.ofMinutes(minutes)));
  }

  private static SettingsService.Result.Refused nudgeTooLate(int inactivity) {
    return new SettingsService.Result.NudgeTooLate(Duration.ofMinutes(inactivity));
  }

  private static SettingsChange nudgeAfter(int minutes) {
    return change(
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Put<>(Duration.ofMinutes(minutes)));
  }

  private static SettingsChange inactivity(int minutes) {
    return change(
        new Edit.Put<>(Duration.ofMinutes(minutes)), new Edit.Keep<>(), new Edit.Keep<>());
  }

  private static SettingsChange clearsProfiles(Edit<Boolean> clears) {
    return change(new Edit.Keep<>(), new Edit.Keep<>(), clears);
  }

  private static SettingsChange change(
      Edit<Duration> inactivity, Edit<String> language, Edit<Boolean> clearsProfiles) {
    return change(inactivity, language, clearsProfiles, new Edit.Keep<>());
  }

  private static SettingsChange change(
      Edit<Duration> inactivity,
      Edit<String> language,
      Edit<Boolean> clearsProfiles,
      Edit<Duration> nudgeAfter) {
    SettingsChange none = SettingsChange.NONE;
    return new SettingsChange(
        none.proactivelyClose(),
        inactivity,
        none.channelInactivity(),
        language,
        clearsProfiles,
        none.behavior(),
        none.messages(),
        none.excludedChannels(),
        none.customScript(),
        nudgeAfter,
        none.nudgeMessages(),
        none.nudgeExcludedChannels(),
        none.messageSettings(),
        none.keepDebugLogs());
  }
}
