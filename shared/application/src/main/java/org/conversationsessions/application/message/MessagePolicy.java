package org.conversationsessions.application.message;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionType;

/**
 * What is kept of a bot's messages (contract, section 14).
 *
 * @param keep whether messages are kept
 * @param retention how long they are kept from their recording; empty: for ever
 * @param redaction replaces what must not be stored in a text
 * @param defaultLanguage the language of a message if neither its event nor its session names one
 */
public record MessagePolicy(
    boolean keep,
    Optional<Duration> retention,
    UnaryOperator<String> redaction,
    String defaultLanguage) {
  /** Keeps nothing. */
  public static final MessagePolicy NONE =
      new MessagePolicy(false, Optional.empty(), UnaryOperator.identity(), "en");

  /** The text that is stored in place of one that must not be kept. */
  static final String PURGED = "[data_purged]";

  /**
   * Returns the message that an event becomes; empty if it becomes none or none is kept.
   *
   * @param session the event's session with the event counted
   * @param recordedAt the service's time
   * @param traceId the request that brought the event
   */
  public Optional<Message> message(
      ActivityEvent event, Session session, Instant recordedAt, Optional<String> traceId) {
    if (!keep || !event.type().isMessage()) {
      return Optional.empty();
    }
    MessageContent content = event.content();
    boolean incoming = event.type().isByUser();
    return Optional.of(
        new Message(
            new MessageId(session.id(), session.messages() - 1),
            incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
            event.timestamp(),
            recordedAt.truncatedTo(ChronoUnit.MILLIS),
            text(event.type(), content),
            event.language().orElseGet(() -> lastLanguage(session)),
            event.developer(),
            session.type() == SessionType.INTERACTIVE,
            incoming ? Optional.empty() : content.task(),
            event.type() == ActivityType.AGENT_MESSAGE ? content.agent() : Optional.empty(),
            content.tags(),
            incoming ? traceId : Optional.empty()));
  }

  /** Returns when a message expires that is recorded at an instant, in whole seconds. */
  public Optional<Instant> expiresAt(Instant recordedAt) {
    return retention.map(kept -> recordedAt.plus(kept).truncatedTo(ChronoUnit.SECONDS));
  }

  private String text(ActivityType type, MessageContent content) {
    if (type == ActivityType.AUTHORIZATION) {
      // What authorises an end user is never kept.
      return "";
    }
    return content.transientText() ? PURGED : redaction.apply(content.text());
  }

  private String lastLanguage(Session session) {
    return session.languages().isEmpty() ? defaultLanguage : session.languages().getLast();
  }
}
