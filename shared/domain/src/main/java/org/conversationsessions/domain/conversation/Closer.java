package org.conversationsessions.domain.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
public final class Closer {
  private static final SessionIds NONE_START =
      start -> {
        throw new IllegalStateException("closing starts no session");
      };

  private final Conversations conversations;
  private final Clock clock;
  private final Contention contention;

  /**
   * Makes a closer.
   *
   * @param contention how to wait after a lost write
   */
  public Closer(Conversations conversations, Clock clock, Contention contention) {
    this.conversations = conversations;
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
   * @throws org.conversationsessions.domain.StoreException if the store failed; some may be closed
   *     then
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
        closed += closeByApi(conversation, live.session().id(), bot.settings()) ? 1 : 0;
      }
    }
    return closed;
  }

  private boolean closeByApi(Conversation conversation, SessionId wanted, BotSettings settings) {
    Conversation current = conversation;
    for (int losses = 1; isLive(current, wanted); losses++) {
      switch (commitClosing(current, CloseReason.API, settings)) {
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
    /** Its end user was there since; the due index now knows. */
    REARMED,
    /** Nothing to do: it has no live session any more, or the due index lags. */
    NOTHING
  }

  /**
   * Closes the live session of a conversation if it was inactive at an instant, else tells the due
   * index when to look again. A transaction for a closing, 3 write units for telling the index.
   *
   * @param conversation as last read
   * @param at the instant; the caller has taken its grace off
   */
  public Swept sweep(Conversation conversation, BotSettings settings, Instant at) {
    Conversation current = conversation;
    for (int losses = 1; ; losses++) {
      LiveSession live = current.live();
      if (live == null || !settings.proactivelyClose()) {
        return Swept.NOTHING;
      }
      boolean inactive = isInactive(live, settings.inactivity(), at);
      if (!inactive && live.armed().equals(live.anchor())) {
        return Swept.NOTHING;
      }
      Conversations.Commit commit =
          inactive
              ? commitClosing(current, CloseReason.INACTIVITY, settings)
              : conversations.commit(
                  current.with(live.rearmed(), current.ended(), current.recent()), List.of());
      switch (commit) {
        case Conversations.Commit.Done done -> {
          return inactive ? Swept.CLOSED : Swept.REARMED;
        }
        case Conversations.Commit.Lost lost -> current = lost.current();
      }
      contention.afterLoss(losses);
    }
  }

  private Conversations.Commit commitClosing(
      Conversation conversation, CloseReason reason, BotSettings settings) {
    Lifecycle.Closed closed =
        new Lifecycle(settings, NONE_START, clock.instant())
            .close(conversation, reason)
            .orElseThrow();
    return conversations.commit(closed.next(), List.of(closed.session()));
  }

  private static boolean isInactive(LiveSession live, Duration inactivity, Instant at) {
    return !live.inactiveAt(inactivity).isAfter(at);
  }

  private static boolean isLive(Conversation conversation, SessionId wanted) {
    LiveSession live = conversation.live();
    return live != null && live.session().id().equals(wanted);
  }
}
