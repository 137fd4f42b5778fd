package org.conversationsessions.store.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.history.SessionHistory;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.message.MessageMatcher.Start;
import org.conversationsessions.store.message.TranscriptPartReader.Times;

/**
 * Reads the parts of a conversation from a message on. The message's identifier names its session,
 * whose item names the conversation. All reads of parts are strongly consistent.
 *
 * @param history finds the session
 * @param reader queries parts
 * @param conversations reads the conversation
 * @param opener looks for the message
 * @param maxInactivity how far before its session a message may lie
 */
record AroundParts(
    SessionHistory history,
    TranscriptPartReader reader,
    Conversations conversations,
    PartOpener opener,
    Duration maxInactivity) {
  /**
   * Reads the parts.
   *
   * @param parts takes the parts
   * @return the message's position; empty if there is no such message
   */
  Optional<Start> read(MessageQuery query, Around around, FoundParts parts) {
    MessageId id = around.message();
    Optional<Session> session =
        history.byId(query.bots(), List.of(id.session())).stream()
            .filter(found -> query.filter().includes(found.conversation()))
            .findFirst();
    if (session.isEmpty()) {
      return Optional.empty();
    }
    ConversationKey key = session.get().conversation();
    reader.pendingPart(conversations.readConsistently(key)).ifPresent(part -> parts.add(key, part));
    reader.visitPartsOfUser(
        key.bot(),
        key.userId(),
        times(session.get(), around),
        true,
        part -> !part.channel().equals(key.channel()) || parts.add(part));
    return position(id, parts.all()).map(found -> new Start(found, around.side()));
  }

  /** Returns the times of all parts that may hold the message or those wanted. */
  private Times times(Session session, Around around) {
    Instant first = session.startTime().minus(maxInactivity);
    Optional<Instant> closed = session.closing().map(Closing::recordedAt);
    Instant last =
        closed
            .map(at -> at.isAfter(session.endTime()) ? at : session.endTime())
            .orElse(MessageFilter.ANY_TIME.to());
    return switch (around.side()) {
      case LATER -> Times.around(first, MessageFilter.ANY_TIME.to());
      case EARLIER -> Times.around(MessageFilter.ANY_TIME.from(), last);
      case BOTH -> Times.around(MessageFilter.ANY_TIME.from(), MessageFilter.ANY_TIME.to());
    };
  }

  /** Finds the message: it is in the last of its session's parts that does not begin after it. */
  private Optional<MessagePosition> position(MessageId id, Collection<StoredPart> parts) {
    return parts.stream()
        .filter(part -> part.session().equals(id.session()))
        .filter(part -> part.part().first().number() <= id.number())
        .max(Comparator.comparing(part -> part.part().first()))
        .flatMap(
            part ->
                opener.open(List.of(part)).values().stream()
                    .flatMap(open -> open.messages().stream())
                    .filter(message -> message.id().equals(id))
                    .map(MessagePosition::of)
                    .findFirst());
  }
}
