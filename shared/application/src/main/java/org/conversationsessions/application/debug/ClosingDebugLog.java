package org.conversationsessions.application.debug;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.event.MessageAndScript.MessageRule;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;

/**
 * Keeps the debug lines of what follows a closing, if the bot kept a debug log when the session
 * closed. Each line is an entry of its own with a fixed name, so keeping it again changes nothing.
 *
 * @param logs where lines are stored
 * @param retention how long they are kept from the closing
 * @param isStored tells, after a strongly consistent read, whether a session is still stored
 */
public record ClosingDebugLog(DebugLogs logs, Duration retention, Predicate<Session> isStored) {
  /** Keeps nothing. */
  public static final ClosingDebugLog NONE =
      new ClosingDebugLog(DebugLogs.NONE, Duration.ZERO, session -> false);

  /** Returns whether lines are kept of what follows a session's closing. */
  public static boolean isKept(Session session) {
    return session.closing().filter(Closing::debugLogs).isPresent();
  }

  /**
   * Keeps the line of a closing's message. A line is kept only if its session was not erased
   * meanwhile; a caller that has found it stored must end within the pause between two passes of an
   * erasure. Costs 1 read unit and 1 write unit.
   *
   * @param rule what decided whether there is one
   * @param message the event that handed it out; empty if there is none
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  public void keepMessage(
      Session session, MessageRule rule, Optional<SessionEvent.Message> message) {
    keep(
        session,
        "message",
        DebugLines.ofClosingMessage(session, rule, message.map(SessionEvent.Message::id)));
  }

  /**
   * Keeps the line of a closing's script that has ended for good. See {@link #keepMessage}.
   *
   * @throws org.conversationsessions.application.StoreException if the store failed
   */
  public void keepScript(Session session, ScriptOutcome outcome) {
    keep(session, "script", DebugLines.ofScript(session, outcome));
  }

  private void keep(Session session, String id, DebugLine line) {
    if (isKept(session) && isStored.test(session)) {
      Instant expiresAt = line.at().plus(retention).truncatedTo(ChronoUnit.SECONDS);
      logs.put(
          new DebugEntry(
              session.conversation(),
              Optional.of(session.id()),
              line.at().truncatedTo(ChronoUnit.HOURS),
              id,
              List.of(line),
              expiresAt));
    }
  }
}
