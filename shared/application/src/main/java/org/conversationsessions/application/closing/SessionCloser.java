package org.conversationsessions.application.closing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
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
 * Closes live sessions, by API or after inactivity. Of two closers of a session one wins; the other
 * sees it closed.
 */
public final class SessionCloser {
  private static final SessionIds NONE_START =
      start -> {
        throw new IllegalStateException("closing starts no session");
      };

  /** Longer than any function that starts sessions may take from an entry to its session. */
  private static final Duration LONGEST_START = Duration.ofMinutes(15);

  private final Conversations conversations;
  private final DueConversations due;
  private final ConversationWriter commits;
  private final Clock clock;
  private final BackoffPolicy contention;

  /**
   * Makes a closer.
   *
   * @param contention how to wait after a lost write
   */
  public SessionCloser(
      Conversations conversations, DueConversations due, Clock clock, BackoffPolicy contention) {
    this.conversations = conversations;
    this.due = due;
    this.commits = new ConversationWriter(conversations, due, clock);
    this.clock = clock;
    this.contention = contention;
  }

  /**
   * Closes what is live of an end user with a bot (contract, section 4). When it returns, every
   * session that was live when it began is durably closed. One query, and a transaction for each
   * session closed.
   *
   * @param channel that channel's conversation only
   * @param session that session only
   * @return how many sessions this call closed
   * @throws org.conversationsessions.application.StoreException if the store failed; some may be
   *     closed then
   */
  public int closeByApi(
      Bot bot, String userId, Optional<String> channel, Optional<SessionId> session) {
    List<Conversation> found =
        channel.isPresent()
            ? List.of(conversations.read(new ConversationKey(bot.id(), userId, channel.get())))
            : conversations.ofUser(bot.id(), userId);
    int closed = 0;
    for (Conversation conversation : found) {
      LiveSession live = conversation.live();
      if (live != null && (session.isEmpty() || session.get().equals(live.session().id()))) {
        closed += closeByApi(conversation, live.session().id(), bot) ? 1 : 0;
      }
    }
    return closed;
  }

  private boolean closeByApi(Conversation conversation, SessionId wanted, Bot bot) {
    Conversation current = conversation;
    for (int losses = 1; isLive(current, wanted); losses++) {
      Lifecycle.Closed closed = closed(current, CloseReason.API, bot.settings());
      switch (commits.commit(current, closed.next(), List.of(closed.session()), bot.sharding())) {
        case Conversations.Commit.Done done -> {
          return true;
        }
        case Conversations.Commit.Lost lost -> current = lost.current();
      }
      contention.afterLoss(losses);
    }
    return false;
  }

  /** What a look at a conversation that might be inactive came to. */
  public enum Swept {
    /** Its session was closed. */
    CLOSED,
    /** Its end user was there since; the due entry now says so. */
    REARMED,
    /** Nothing to do: the session has ended, or the entry is right. */
    NOTHING
  }

  /**
   * Closes the live session of a conversation if it was inactive at an instant, else tells the due
   * entry when to look again. A transaction and a write unit for a closing, 2 write units for
   * moving the entry, 1 for one that is left over.
   *
   * @param entry what made us look
   * @param conversation as last read
   * @param at the instant; the caller has taken its grace off
   */
  public Swept sweep(DueConversations.Entry entry, Conversation conversation, Bot bot, Instant at) {
    BotSettings settings = bot.settings();
    Conversation current = conversation;
    for (int losses = 1; ; losses++) {
      LiveSession live = current.live();
      if (live == null || !live.session().id().equals(entry.session())) {
        return leftOver(entry);
      }
      if (!settings.proactivelyClose()) {
        return Swept.NOTHING;
      }
      if (!isInactive(live, settings.inactivity(), at)) {
        return rearm(entry, live.anchor());
      }
      Lifecycle.Closed closed = closed(current, CloseReason.INACTIVITY, settings);
      switch (commits.commit(
          current, closed.next(), List.of(closed.session()), bot.sharding(), entry)) {
        case Conversations.Commit.Done done -> {
          return Swept.CLOSED;
        }
        case Conversations.Commit.Lost lost -> current = lost.current();
      }
      contention.afterLoss(losses);
    }
  }

  /** The new entry first: between the two writes the session has both, and never none. */
  private Swept rearm(DueConversations.Entry entry, Instant anchor) {
    if (!anchor.isAfter(entry.armed())) {
      return Swept.NOTHING;
    }
    due.arm(entry.movedTo(anchor, clock.instant()));
    due.drop(entry);
    return Swept.REARMED;
  }

  /**
   * Takes an entry away whose session has ended. A young one may be that of a session that starts
   * just now, and the conversation may have been read before it did: those are left alone.
   */
  private Swept leftOver(DueConversations.Entry entry) {
    if (entry.writtenAt().plus(LONGEST_START).isBefore(clock.instant())) {
      due.drop(entry);
    }
    return Swept.NOTHING;
  }

  private Lifecycle.Closed closed(
      Conversation conversation, CloseReason reason, BotSettings settings) {
    return new Lifecycle(settings, NONE_START, clock.instant())
        .close(conversation, reason)
        .orElseThrow();
  }

  private static boolean isInactive(LiveSession live, Duration inactivity, Instant at) {
    return !live.inactiveAt(inactivity).isAfter(at);
  }

  private static boolean isLive(Conversation conversation, SessionId wanted) {
    LiveSession live = conversation.live();
    return live != null && live.session().id().equals(wanted);
  }
}
