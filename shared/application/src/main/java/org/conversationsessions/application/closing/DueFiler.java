package org.conversationsessions.application.closing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.application.conversation.DueConversations.Filing;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.NudgeSettings;

/**
 * Files the due entries of live sessions anew after a change of a bot's settings, so that a
 * channel's shorter inactivity applies to them too (contract, section 9). Entries are filed twice:
 * when a sweep first sees the change, and once more when every writer that knew the earlier
 * settings has ended. A run that ends early or fails leaves the stored filing as it was, so the
 * next sweep begins again; what was moved stays moved.
 */
final class DueFiler {
  /** Longer than any function that writes due entries lives. */
  private static final Duration LONGEST_WRITER = Duration.ofMinutes(5);

  private static final int PAGE = 1000;

  private final DueConversations due;

  DueFiler(DueConversations due) {
    this.due = due;
  }

  /** Returns whether a shard's entries are filed by other settings or must be filed once more. */
  static boolean mustFile(Filing filing, BotSettings settings, Instant now) {
    return filing.settingsVersion() != settings.version()
        || filing.repeatAt().filter(at -> !now.isBefore(at)).isPresent();
  }

  /**
   * Files a shard's entries by the bot's settings. Costs 0.5 read units for each 4 KB of entries, 2
   * write units for each entry that it moves, and one for the filing.
   *
   * @param filing how the entries are filed
   * @param now the scheduled time of the sweep
   * @param mayContinue asked before each page; false ends the work early
   * @return whether all entries are filed
   */
  boolean file(Bot bot, int shard, Filing filing, Instant now, BooleanSupplier mayContinue) {
    Optional<String> pageToken = Optional.empty();
    do {
      if (!mayContinue.getAsBoolean()) {
        return false;
      }
      DueConversations.Page page = due.readAll(bot.id(), shard, pageToken, PAGE);
      move(page.entries(), bot);
      pageToken = page.nextToken();
    } while (pageToken.isPresent());
    boolean isNew = filing.settingsVersion() != bot.settings().version();
    Optional<Instant> repeatAt = isNew ? Optional.of(now.plus(LONGEST_WRITER)) : Optional.empty();
    due.put(bot.id(), shard, new Filing(bot.settings().version(), repeatAt));
    return true;
  }

  /**
   * Moves entries. The new one is written first, so that each session always has at least one. An
   * entry of a nudge is put for each session that may get one; the sweep removes it if there was
   * one already.
   */
  private void move(List<Entry> entries, Bot bot) {
    Parallel.forEach(
        entries,
        entry -> {
          NudgeSettings nudge = bot.settings().nudge();
          boolean getsNudges = nudge.isSentOn(entry.key().channel());
          if (entry.awaited() instanceof AwaitedSilence.OfNudge) {
            if (!getsNudges) {
              due.remove(entry);
            }
            return;
          }
          if (getsNudges) {
            due.put(entry.filedFor(new AwaitedSilence.OfNudge()));
          }
          Entry filed =
              entry.filedFor(AwaitedSilence.closing(bot.settings(), entry.key().channel()));
          if (!filed.equals(entry)) {
            due.put(filed);
            due.remove(entry);
          }
        });
  }
}
