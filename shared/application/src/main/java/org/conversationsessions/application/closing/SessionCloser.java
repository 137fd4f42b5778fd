package org.conversationsessions.application.closing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.debug.ClosedBy;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogging;
import org.conversationsessions.application.debug.NewDebugLines;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.Lifecycle;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;

/**
 * Closes live sessions, by API or after inactivity. If two closers race for a session, one wins and
 * the other finds it closed.
 */
public final class SessionCloser {
  private static final SessionIds NO_STARTS =
      start -> {
        throw new IllegalStateException("closing starts no session");
      };

  /**
   * An upper bound of the time between writing a due entry and starting its session, in any
   * function.
   */
  private static final Duration MAX_START_DURATION = Duration.ofMinutes(15);

  private final Conversations conversations;
  private final DueConversations due;
  private final ConversationWriter writer;
  private final DebugLogging debugLogs;
  private final SessionNudger nudger;
  private final Clock clock;
  private final BackoffPolicy backoff;

  /** Creates a closer that keeps no debug logs. */
  public SessionCloser(
      Conversations conversations,
      DueConversations due,
      MessageParts messages,
      Clock clock,
      BackoffPolicy backoff) {
    this(conversations, due, messages, DebugLogging.NONE, clock, backoff);
  }

  /**
   * Creates a closer.
   *
   * @param messages where messages go that wait in a conversation
   * @param debugLogs how debug logs are kept
   * @param backoff how to wait after a conflict
   */
  public SessionCloser(
      Conversations conversations,
      DueConversations due,
      MessageParts messages,
      DebugLogging debugLogs,
      Clock clock,
      BackoffPolicy backoff) {
    this.conversations = conversations;
    this.due = due;
    this.writer = new ConversationWriter(conversations, due, messages, clock);
    this.debugLogs = debugLogs;
    this.nudger = new SessionNudger(due, writer, clock, backoff);
    this.clock = clock;
    this.backoff = backoff;
  }

  /**
   * Closes the live sessions of an end user with a bot (contract, section 4). When it returns,
   * every session selected that was live when it began is closed durably. Costs one query (with a
   * channel: one consistent read of an item), and for each session closed one transaction and the
   * deletion of its due entry.
   *
   * @param channel the only channel; empty: all channels
   * @param session the only session; empty: all sessions
   * @return the number of sessions that this call closed
   * @throws org.conversationsessions.application.StoreException if the store failed; some sessions
   *     may be closed then
   */
  public int closeByApi(
      Bot bot, String userId, Optional<String> channel, Optional<SessionId> session) {
    List<Conversation> found =
        channel.isPresent()
            ? List.of(
                conversations.readConsistently(
                    new ConversationKey(bot.id(), userId, channel.get())))
            : conversations.ofUser(bot.id(), userId);
    int closed = 0;
    for (Conversation conversation : found) {
      LiveSession live = conversation.live();
      if (live != null && (session.isEmpty() || session.get().equals(live.session().id()))) {
        closed += closeIfLive(conversation, live.session().id(), bot) ? 1 : 0;
      }
    }
    return closed;
  }

  private boolean closeIfLive(Conversation conversation, SessionId id, Bot bot) {
    Conversation current = conversation;
    for (int conflicts = 1; isLive(current, id); conflicts++) {
      Lifecycle.ClosingResult closed = close(current, CloseReason.API, bot.settings());
      switch (writer.commit(
          current,
          closed.conversation(),
          List.of(closed.session()),
          List.of(),
          entries(closed, ClosedBy.API, bot),
          bot)) {
        case Conversations.Commit.Done done -> {
          return true;
        }
        case Conversations.Commit.Conflict conflict -> current = conflict.current();
      }
      backoff.awaitRetry(conflicts);
    }
    return false;
  }

  /** The result of sweeping one due entry. */
  public enum SweepResult {
    /** The session was closed. */
    CLOSED,
    /** The end user got a nudge. */
    NUDGED,
    /**
     * The end user had been active, or the channel's duration had changed, so the entry was moved.
     */
    RESCHEDULED,
    /** The session had ended, so the entry was removed. */
    REMOVED,
    /**
     * The entry stays: it is up to date, the bot is not proactive, the session is inactive and
     * closes instead of a nudge, or it has ended but the entry is too recent to be removed.
     */
    KEPT
  }

  /**
   * Closes the live session of a conversation if it was inactive at an instant; otherwise moves its
   * due entry. The entry of a nudge goes to {@link SessionNudger}. Costs a transaction and a write
   * unit for a closing, 2 write units for moving the entry, 1 for removing the entry of an ended
   * session.
   *
   * @param entry the due entry
   * @param conversation the conversation as last read
   * @param sweepCutoff the instant, already reduced by the grace period
   * @param bot the conversation's bot
   */
  public SweepResult sweep(
      DueConversations.Entry entry, Conversation conversation, Bot bot, Instant sweepCutoff) {
    if (entry.awaited() instanceof AwaitedSilence.OfNudge) {
      return nudger.sweep(entry, conversation, bot, sweepCutoff);
    }
    BotSettings settings = bot.settings();
    Conversation current = conversation;
    for (int conflicts = 1; ; conflicts++) {
      LiveSession live = current.live();
      if (live == null || !live.session().id().equals(entry.session())) {
        return removeObsolete(due, entry, clock.instant());
      }
      if (!settings.proactivelyClose()) {
        return SweepResult.KEPT;
      }
      String channel = entry.key().channel();
      if (!isInactive(live, settings.inactivityOf(channel), sweepCutoff)) {
        return reschedule(entry.filedFor(AwaitedSilence.closing(settings, channel)), entry, live);
      }
      Lifecycle.ClosingResult closed = close(current, CloseReason.INACTIVITY, settings);
      switch (writer.commit(
          current,
          closed.conversation(),
          List.of(closed.session()),
          List.of(),
          entries(closed, ClosedBy.SWEEP, bot),
          bot,
          entry)) {
        case Conversations.Commit.Done done -> {
          return SweepResult.CLOSED;
        }
        case Conversations.Commit.Conflict conflict -> current = conflict.current();
      }
      backoff.awaitRetry(conflicts);
    }
  }

  /**
   * Moves an entry. The new entry is written first, so that the session always has at least one.
   *
   * @param filed the entry as the present settings file it
   */
  private SweepResult reschedule(
      DueConversations.Entry filed, DueConversations.Entry entry, LiveSession live) {
    boolean wasActive = live.inactivityStart().isAfter(entry.inactivityStart());
    if (!wasActive && filed.equals(entry)) {
      return SweepResult.KEPT;
    }
    due.put(wasActive ? filed.movedTo(live.inactivityStart(), clock.instant()) : filed);
    due.remove(entry);
    return SweepResult.RESCHEDULED;
  }

  /**
   * Removes the entry of an ended session. A recent entry may belong to a session that is just
   * starting, and the conversation may have been read before that. So recent entries are kept.
   */
  static SweepResult removeObsolete(
      DueConversations due, DueConversations.Entry entry, Instant now) {
    if (!entry.writtenAt().plus(MAX_START_DURATION).isBefore(now)) {
      return SweepResult.KEPT;
    }
    due.remove(entry);
    return SweepResult.REMOVED;
  }

  private Lifecycle.ClosingResult close(
      Conversation conversation, CloseReason reason, BotSettings settings) {
    return new Lifecycle(settings, NO_STARTS, clock.instant())
        .close(conversation, reason)
        .orElseThrow();
  }

  /** Returns the debug lines of a closing; none if the bot keeps no debug log. */
  private List<DebugEntry> entries(Lifecycle.ClosingResult closed, ClosedBy by, Bot bot) {
    Conversation conversation = closed.conversation();
    NewDebugLines lines =
        new NewDebugLines(
            debugLogs.logs(),
            debugLogs.policies().apply(bot),
            conversation.key(),
            List.of(),
            clock.instant(),
            bot.settings().inactivityOf(conversation.key().channel()));
    lines.add(closed, by);
    return lines.entries(conversation.version());
  }

  private static boolean isInactive(LiveSession live, Duration inactivity, Instant at) {
    return !live.inactiveAt(inactivity).isAfter(at);
  }

  private static boolean isLive(Conversation conversation, SessionId id) {
    LiveSession live = conversation.live();
    return live != null && live.session().id().equals(id);
  }
}
