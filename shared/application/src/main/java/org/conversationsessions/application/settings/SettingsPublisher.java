package org.conversationsessions.application.settings;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;

/**
 * Drafts changes of bots' settings, publishes them and restores published versions (contract,
 * section 19). Uses optimistic locking: concurrent changes of different fields are all kept, and a
 * draft is published once. Every method throws {@link StoreException} if the store fails.
 * Thread-safe.
 *
 * @param service reads the settings in force, and knows the deployment's bounds
 * @param clock the time of publications
 */
public record SettingsPublisher(SettingsService service, InstantSource clock) {
  /**
   * A bot's settings as they would be if its draft were published now.
   *
   * @param settings the present settings with the draft applied
   * @param draft the drafted change
   */
  public record Drafted(ManagedSettings settings, SettingsChange draft) {}

  /** The result of a change of a draft. */
  public sealed interface DraftResult {
    /**
     * The change is allowed. It is durable, unless it was previewed.
     *
     * @param drafted the settings with the draft after the change
     */
    record Changed(Drafted drafted) implements DraftResult {}

    /**
     * The change is not allowed; nothing was written.
     *
     * @param reason why
     */
    record Refused(SettingsService.Result.Refused reason) implements DraftResult {}
  }

  /** The result of a publication. */
  public sealed interface PublishResult {
    /**
     * The settings are in force and are kept as a version.
     *
     * @param version the new version
     */
    record Published(PublishedVersion version) implements PublishResult {}

    /**
     * What was to be published is not allowed; nothing was written.
     *
     * @param reason why
     */
    record Refused(SettingsService.Result.Refused reason) implements PublishResult {}

    /**
     * The version to be restored was never published.
     *
     * @param number its number
     */
    record UnknownVersion(long number) implements PublishResult {}
  }

  /** Returns the settings of a registered bot with its draft: three consistent reads. */
  public Drafted readDraft(BotId bot) {
    return drafted(service.read(bot), store().draft(bot).change());
  }

  /** Returns what a change of the draft would result in, without writing. */
  public DraftResult previewDraft(BotId bot, SettingsChange change) {
    return decide(service.read(bot), store().draft(bot), change);
  }

  /** Adds a change to the draft: consistent reads and a write for each attempt. */
  public DraftResult changeDraft(BotId bot, SettingsChange change) {
    for (int conflicts = 1; ; conflicts++) {
      SettingsDraft draft = store().draft(bot);
      DraftResult result = decide(service.read(bot), draft, change);
      if (!(result instanceof DraftResult.Changed) || store().writeDraft(bot, draft.with(change))) {
        return result;
      }
      service.backoff().awaitRetry(conflicts);
    }
  }

  /** Removes the draft. The settings in force stay. */
  public Drafted removeDraft(BotId bot) {
    for (int conflicts = 1; ; conflicts++) {
      SettingsDraft draft = store().draft(bot);
      if (draft.isEmpty() || store().writeDraft(bot, draft.emptied())) {
        return drafted(service.read(bot), SettingsChange.NONE);
      }
      service.backoff().awaitRetry(conflicts);
    }
  }

  /**
   * Publishes the draft: it is in force from then on. Without a draft the settings in force are
   * published.
   *
   * @param app the app that asks
   */
  public PublishResult publish(BotId bot, String comment, String app) {
    return publish(
        bot,
        comment,
        app,
        () -> {
          SettingsDraft draft = store().draft(bot);
          return new Content(
              draft.change(), draft.isEmpty() ? Optional.empty() : Optional.of(draft));
        });
  }

  /**
   * Publishes the settings of an earlier publication again. The draft stays.
   *
   * @param number the version's number
   * @param app the app that asks
   */
  public PublishResult restore(BotId bot, long number, String comment, String app) {
    return store()
        .version(bot, number)
        .map(version -> new Content(version, Optional.empty()))
        .map(content -> publish(bot, comment, app, () -> content))
        .orElseGet(() -> new PublishResult.UnknownVersion(number));
  }

  /** Returns the newest published versions, the newest first. */
  public List<PublishedVersion> versions(BotId bot) {
    return store().versions(bot);
  }

  /**
   * What a publication consists of.
   *
   * @param change the change of the settings in force
   * @param draft the draft that it publishes; empty if there is none
   */
  private record Content(SettingsChange change, Optional<SettingsDraft> draft) {}

  private PublishResult publish(BotId bot, String comment, String app, Supplier<Content> contents) {
    for (int conflicts = 1; ; conflicts++) {
      Content content = contents.get();
      ManagedSettings current = service.read(bot);
      Optional<SettingsService.Result.Refused> refused = service.refusal(current, content.change());
      if (refused.isPresent()) {
        return new PublishResult.Refused(refused.get());
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      PublishedVersion version = new PublishedVersion(current.version() + 1, comment, now, app);
      ManagedSettings updated = content.change().appliedTo(current);
      if (store().publish(bot, updated, version, content.draft()).isPresent()) {
        return new PublishResult.Published(version);
      }
      service.backoff().awaitRetry(conflicts);
    }
  }

  private DraftResult decide(ManagedSettings current, SettingsDraft draft, SettingsChange change) {
    ManagedSettings before = draft.change().appliedTo(current);
    return service
        .refusal(before, change)
        .<DraftResult>map(DraftResult.Refused::new)
        .orElseGet(() -> new DraftResult.Changed(drafted(current, draft.with(change).change())));
  }

  private static Drafted drafted(ManagedSettings current, SettingsChange draft) {
    return new Drafted(draft.appliedTo(current), draft);
  }

  private SettingsStore store() {
    return service.store();
  }
}
