package org.conversationsessions.store.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.message.TranscriptPartReader.Times;

/**
 * Reads the parts of a session: its user's parts in the range of the session's times. The range
 * begins before the session, because late messages from before its start count in it (contract,
 * section 7). The parts are read eventually consistent, and again strongly consistent if the
 * session has more messages than were found.
 *
 * @param reader queries parts
 * @param conversations reads the conversations of live sessions
 * @param maxInactivity the longest inactivity that a bot may have been set to
 */
record SessionParts(
    TranscriptPartReader reader, Conversations conversations, Duration maxInactivity) {
  /** A closing message that is not later than this is found by the query for the others. */
  private static final Duration SOON = Duration.ofDays(1);

  /**
   * What is known of a session: its item may be older than its conversation.
   *
   * @param session the session's identifier
   * @param stored the number of its messages; empty if it is not known
   * @param end no message is newer, except the closing one
   */
  private record Known(Session session, Optional<Integer> stored, Instant end) {}

  /**
   * Reads the parts of a session.
   *
   * @param bot the session's bot
   * @param storedSession the session as its item has it
   * @param parts takes the parts
   */
  void read(Bot bot, Session storedSession, FoundParts parts) {
    Known known =
        storedSession.closing().isPresent()
            ? new Known(
                storedSession, Optional.of(storedSession.messages()), storedSession.endTime())
            : live(storedSession, parts);
    Optional<Instant> closedAt = known.session().closing().map(Closing::recordedAt);
    Instant soon = known.end().plus(SOON);
    Instant to =
        closedAt.filter(at -> at.isAfter(known.end()) && !at.isAfter(soon)).orElse(known.end());
    if (!hasAll(bot, known, to, parts)) {
      query(known, maxInactivity, to, true, parts);
    }
    closedAt
        .filter(soon::isBefore)
        .ifPresent(
            at ->
                reader.visitPartBeginningWith(
                    storedSession.conversation(),
                    at,
                    new MessageId(storedSession.id(), MessageId.CLOSING),
                    parts::add));
  }

  private boolean hasAll(Bot bot, Known known, Instant to, FoundParts parts) {
    if (known.stored().isEmpty()) {
      return false;
    }
    query(
        known,
        bot.settings().inactivityOf(known.session().conversation().channel()),
        to,
        false,
        parts);
    return parts.count(known.session().id(), MessageId.CLOSING) >= known.stored().get();
  }

  private void query(
      Known known, Duration before, Instant to, boolean consistent, FoundParts parts) {
    ConversationKey key = known.session().conversation();
    Times times = new Times(known.session().startTime().minus(before), to);
    reader.visitPartsOfUser(
        key.bot(),
        key.userId(),
        times,
        consistent,
        part -> !part.session().equals(known.session().id()) || parts.add(part));
  }

  /** Returns what the conversation knows of a session that is live by its item. */
  private Known live(Session storedSession, FoundParts parts) {
    Conversation conversation = conversations.readConsistently(storedSession.conversation());
    LiveSession live = conversation.live();
    if (live == null || !live.session().id().equals(storedSession.id())) {
      // It has closed since, and its item does not tell yet when.
      return new Known(storedSession, Optional.empty(), MessageFilter.ANY_TIME.to());
    }
    reader.pendingPart(conversation).ifPresent(part -> parts.add(conversation.key(), part));
    TranscriptPart waiting = conversation.pendingPart();
    int stored = waiting == null ? live.session().messages() : waiting.first().number();
    return new Known(
        live.session(),
        Optional.of(stored + (waiting == null ? 0 : waiting.count())),
        live.session().endTime());
  }
}
