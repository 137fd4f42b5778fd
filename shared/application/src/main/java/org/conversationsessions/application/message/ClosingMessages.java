package org.conversationsessions.application.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;

/**
 * Keeps the messages that end users get about closings (contract, sections 8 and 14). Each is a
 * part of its own with a fixed number, so keeping it again changes nothing.
 *
 * @param transcripts how messages are kept
 * @param bots returns a registered bot, which may be a minute old
 * @param isStored tells, after a strongly consistent read, whether a session is still stored
 */
public record ClosingMessages(
    Transcripts transcripts, Function<BotId, Optional<Bot>> bots, Predicate<Session> isStored) {
  /**
   * Keeps a message, if its bot keeps messages and its session was not erased meanwhile. A caller
   * that has found the session stored must end within the pause between two passes of an erasure,
   * so that the next pass finds the message. Costs 1 read unit and 2 write units then.
   *
   * @param session the closed session
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  public void keep(Session session, String text) {
    bots.apply(session.conversation().bot()).ifPresent(bot -> keep(bot, session, text));
  }

  private void keep(Bot bot, Session session, String text) {
    MessagePolicy policy = transcripts.policies().apply(bot);
    if (!policy.keep() || !isStored.test(session)) {
      return;
    }
    Closing closing = session.closing().orElseThrow();
    Instant closedAt = closing.recordedAt().truncatedTo(ChronoUnit.MILLIS);
    Message message =
        new Message(
            new MessageId(session.id(), MessageId.CLOSING),
            MessageDirection.OUTGOING,
            closedAt,
            closedAt,
            text,
            session.languagesOr(closing.defaultLanguage()).getLast(),
            false,
            session.type() == SessionType.INTERACTIVE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    transcripts
        .parts()
        .put(
            session.conversation(),
            transcripts
                .sealer()
                .seal(session.conversation(), List.of(message), policy.expiresAt(closedAt)),
            bot.sharding());
  }
}
