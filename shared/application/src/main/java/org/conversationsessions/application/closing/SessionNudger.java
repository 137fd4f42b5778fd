package org.conversationsessions.application.closing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.conversationsessions.application.closing.SessionCloser.SweepResult;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * Nudges end users who stay silent, once in each silence (contract, section 8). The nudge is stored
 * in the session's item, and the table's stream brings it to the publisher.
 *
 * @param writer writes conversations
 * @param clock the service's time
 * @param backoff how to wait after a conflict
 */
record SessionNudger(
    DueConversations due, ConversationWriter writer, InstantSource clock, BackoffPolicy backoff) {
  /**
   * Nudges the end user of a live session who was silent long enough at an instant; otherwise moves
   * the due entry. A session that is inactive gets none: it closes. Costs a transaction and a write
   * unit for a nudge, 2 write units for moving the entry.
   *
   * @param entry the due entry
   * @param conversation the conversation as last read
   * @param sweepCutoff the instant, already reduced by the grace period
   */
  SweepResult sweep(
      DueConversations.Entry entry, Conversation conversation, Bot bot, Instant sweepCutoff) {
    BotSettings settings = bot.settings();
    String channel = entry.key().channel();
    if (!settings.nudge().isSentOn(channel)) {
      due.remove(entry);
      return SweepResult.REMOVED;
    }
    Duration after = settings.nudge().after().orElseThrow();
    Conversation current = conversation;
    for (int conflicts = 1; ; conflicts++) {
      LiveSession live = current.live();
      if (live == null || !live.session().id().equals(entry.session()) || live.isNudged()) {
        // A recent entry may be that of a session or silence that is just beginning.
        return SessionCloser.removeObsolete(due, entry, clock.instant());
      }
      if (!live.inactiveAt(settings.inactivityOf(channel)).isAfter(sweepCutoff)) {
        return SweepResult.KEPT;
      }
      if (live.inactivityStart().plus(after).isAfter(sweepCutoff)) {
        due.put(entry.movedTo(live.inactivityStart(), clock.instant()));
        due.remove(entry);
        return SweepResult.RESCHEDULED;
      }
      LiveSession nudged = live.nudged(clock.instant(), settings.version());
      switch (writer.commit(
          current,
          current.with(nudged, current.ended(), current.recent()),
          List.of(nudged.session()),
          List.of(),
          List.of(),
          bot)) {
        case Conversations.Commit.Done done -> {
          due.remove(entry);
          return SweepResult.NUDGED;
        }
        case Conversations.Commit.Conflict conflict -> current = conflict.current();
      }
      backoff.awaitRetry(conflicts);
    }
  }
}
