package org.conversationsessions.application.registry;

import java.time.Duration;
import java.util.Optional;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;

/**
 * Reads and changes bots' settings with optimistic locking (contract, section 9). Concurrent
 * changes of different fields are all kept. Every method throws {@link StoreException} if the store
 * fails. Thread-safe.
 *
 * @param settings the stored settings
 * @param config the deployment's bounds
 * @param backoff how to wait after a conflict
 */
public record SettingsService(SettingsStore settings, ServiceConfig config, BackoffPolicy backoff) {
  /** The result of a change. */
  public sealed interface Result {
    /**
     * The change is allowed. It is durable, unless it was previewed.
     *
     * @param settings all settings after the change
     */
    record Changed(ManagedSettings settings) implements Result {}

    /**
     * An inactivity is outside the deployment's bounds; nothing was written.
     *
     * @param refused which one
     */
    record InactivityOutOfBounds(SettingsChange.OutOfBounds refused) implements Result {}

    /**
     * A session would be inactive before its nudge; nothing was written.
     *
     * @param inactivity the shortest inactivity of a channel with nudges
     */
    record NudgeTooLate(Duration inactivity) implements Result {}
  }

  /**
   * Returns a registered bot's settings: one strongly consistent read.
   *
   * @throws StoreException even if the bot was only removed since the caller looked it up
   */
  public ManagedSettings read(BotId bot) {
    return settings
        .read(bot)
        .orElseThrow(() -> new StoreException("the bot was removed since it was looked up"));
  }

  /** Returns what a change would result in, without writing: one consistent read. */
  public Result preview(BotId bot, SettingsChange change) {
    ManagedSettings current = read(bot);
    ManagedSettings changed = change.appliedTo(current);
    return change
        .inactivityOutOfBounds(current, config)
        .<Result>map(Result.InactivityOutOfBounds::new)
        .or(() -> changed.lifecycle().inactivityBeforeNudge().map(Result.NudgeTooLate::new))
        .orElseGet(() -> new Result.Changed(changed));
  }

  /** Changes a registered bot's settings: a consistent read and a write for each attempt. */
  public Result change(BotId bot, SettingsChange change) {
    for (int conflicts = 1; ; conflicts++) {
      Result result = preview(bot, change);
      if (!(result instanceof Result.Changed(ManagedSettings changed))) {
        return result;
      }
      Optional<ManagedSettings> written = settings.write(bot, changed);
      if (written.isPresent()) {
        return new Result.Changed(written.get());
      }
      backoff.awaitRetry(conflicts);
    }
  }
}
