package org.conversationsessions.application.debug;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * Lines of a debug log that are stored together: of one session, and of one hour.
 *
 * @param conversation the conversation whose log it belongs to
 * @param session the session that all the lines are about; empty if they are about none
 * @param time the beginning of the hour
 * @param id tells the entry from others of the same conversation, session and hour. What is written
 *     twice has the same one
 * @param lines at least one, in the order in which they were recorded
 * @param expiresAt when the lines expire, in whole seconds
 */
public record DebugEntry(
    ConversationKey conversation,
    Optional<SessionId> session,
    Instant time,
    String id,
    List<DebugLine> lines,
    Instant expiresAt) {
  /** Copies the list. */
  public DebugEntry {
    lines = List.copyOf(lines);
  }
}
