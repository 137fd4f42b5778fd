package org.conversationsessions.application.settings;

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
 * @param store the stored settings
 * @param config the deployment's bounds
 * @param backoff how to wait after a conflict
 */
public record SettingsService(SettingsStore store, ServiceConfig config, BackoffPolicy backoff) {
  /** The result of a change. */
  public sealed interface Result {
    /**
     * The change is allowed. It is durable, unless it was previewed.
     *
     * @param settings all settings after the change
     */
    record Changed(ManagedSettings settings) implements Result {}

    /** The change is not allowed; nothing was written. */
    sealed interface Refused extends Result {
      /** Returns the reason as text. */
      String reason(ServiceConfig config);
    }

    /**
     * An inactivity is outside the deployment's bounds.
     *
     * @param refused which one
     */
    record InactivityOutOfBounds(SettingsChange.OutOfBounds refused) implements Refused {
      @Override
      public String reason(ServiceConfig config) {
        return "an inactivity of %d minutes is out of bounds: it must be from %d to %d"
            .formatted(
                refused.requested().toMinutes(),
                config.minInactivity().toMinutes(),
                config.maxInactivity().toMinutes());
      }
    }

    /**
     * A session would be inactive before its nudge.
     *
     * @param inactivity the shortest inactivity of a channel with nudges
     */
    record NudgeTooLate(Duration inactivity) implements Refused {
      @Override
      public String reason(ServiceConfig config) {
        return "a nudge must come before the shortest inactivity of a channel with nudges, %d"
                .formatted(inactivity.toMinutes())
            + " minutes";
      }
    }
  }

  /**
   * Returns a registered bot's settings: one strongly consistent read.
   *
   * @throws StoreException even if the bot was only removed since the caller looked it up
   */
  public ManagedSettings read(BotId bot) {
    return store
        .read(bot)
        .orElseThrow(() -> new StoreException("the bot was removed since it was looked up"));
  }

  /** Returns what a change would result in, without writing: one consistent read. */
  public Result preview(BotId bot, SettingsChange change) {
    ManagedSettings current = read(bot);
    return refusal(current, change)
        .map(Result.class::cast)
        .orElseGet(() -> new Result.Changed(change.appliedTo(current)));
  }

  /** Returns why settings may not be changed so; empty if they may. */
  public Optional<Result.Refused> refusal(ManagedSettings current, SettingsChange change) {
    return change
        .inactivityOutOfBounds(current, config)
        .<Result.Refused>map(Result.InactivityOutOfBounds::new)
        .or(
            () ->
                change
                    .appliedTo(current)
                    .lifecycle()
                    .inactivityBeforeNudge()
                    .map(Result.NudgeTooLate::new));
  }

  /** Changes a registered bot's settings: a consistent read and a write for each attempt. */
  public Result change(BotId bot, SettingsChange change) {
    for (int conflicts = 1; ; conflicts++) {
      Result result = preview(bot, change);
      if (!(result instanceof Result.Changed(ManagedSettings changed))) {
        return result;
      }
      Optional<ManagedSettings> written = store.write(bot, changed);
      if (written.isPresent()) {
        return new Result.Changed(written.get());
      }
      backoff.awaitRetry(conflicts);
    }
  }
}
