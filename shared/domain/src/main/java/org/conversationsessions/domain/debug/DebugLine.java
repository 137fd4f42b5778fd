package org.conversationsessions.domain.debug;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.conversationsessions.domain.debug.DebugDetail.Text;
import org.conversationsessions.domain.session.SessionId;

/**
 * A line of a debug log (contract, section 18).
 *
 * @param at the time of the event that it tells of, or of what the service did, in milliseconds
 * @param title what happened, 1 to {@value #MAX_TITLE} characters
 * @param level how serious it is
 * @param message one sentence
 * @param detail the values
 * @param session the session that it is about, if it is about one
 * @param eventId the event that it tells of, if it tells of one
 */
public record DebugLine(
    Instant at,
    String title,
    DebugLevel level,
    String message,
    DebugDetail detail,
    Optional<SessionId> session,
    Optional<String> eventId) {
  /** The longest title, in characters. */
  public static final int MAX_TITLE = 256;

  /** The longest message that is handed in, in bytes of UTF-8. */
  public static final int MAX_MESSAGE_BYTES = 1024;

  /** The longest detail that is handed in, in bytes of UTF-8. */
  public static final int MAX_DETAIL_BYTES = 4096;

  /** Returns whether the runtime handed it in. */
  public boolean isHandedIn() {
    return detail instanceof Text;
  }

  /** Returns roughly how many characters its texts have. */
  public int characters() {
    return title.length() + message.length() + detail.characters();
  }

  /** Returns this line at another time. */
  public DebugLine at(Instant time) {
    return new DebugLine(time, title, level, message, detail, session, eventId);
  }

  /** Returns this line, about another session. */
  public DebugLine with(Optional<SessionId> other) {
    return new DebugLine(at, title, level, message, detail, other, eventId);
  }

  /**
   * Returns this line with the texts that were handed in redacted. What the redaction makes longer
   * is cut to as many characters as a text may have bytes.
   */
  public DebugLine redacted(UnaryOperator<String> redaction) {
    return detail instanceof Text(String text)
        ? new DebugLine(
            at,
            cut(redaction.apply(title), MAX_TITLE),
            level,
            cut(redaction.apply(message), MAX_MESSAGE_BYTES),
            new Text(cut(redaction.apply(text), MAX_DETAIL_BYTES)),
            session,
            eventId)
        : this;
  }

  /** Omits the texts, which may be personal data. */
  @Override
  public String toString() {
    return "DebugLine[" + at + ", " + level + "]";
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
