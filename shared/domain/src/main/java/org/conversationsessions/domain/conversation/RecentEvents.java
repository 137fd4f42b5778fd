package org.conversationsessions.domain.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.session.SessionId;

/**
 * The last events of a conversation and the sessions they went to: what makes a repeated event
 * change nothing (contract, section 6). An identifier is kept as 64 bits of its SHA-256, so that
 * fifty of them and the live state fit into one write unit; two of fifty identifiers collide once
 * in 10^16 conversations.
 *
 * @param entries the oldest first: {@value #CAPACITY} at most, or, until the next event, all of the
 *     request that came last, so that a request that is sent again because its answer was lost
 *     counts once, however many events it has
 */
public record RecentEvents(List<Entry> entries) {
  /** How many events are remembered as a rule. */
  public static final int CAPACITY = 50;

  /** None yet. */
  public static final RecentEvents NONE = new RecentEvents(List.of());

  /**
   * One remembered event.
   *
   * @param fingerprint 64 bits that stand for the event's identifier
   * @param session the session it went to
   */
  public record Entry(long fingerprint, SessionId session) {}

  /** Copies what can change. */
  public RecentEvents {
    entries = List.copyOf(entries);
  }

  /** The session that the event of this identifier went to, if it is remembered. */
  public Optional<SessionId> sessionOf(String eventId) {
    long fingerprint = fingerprint(eventId);
    return entries.stream()
        .filter(entry -> entry.fingerprint() == fingerprint)
        .map(Entry::session)
        .findFirst();
  }

  /** These and one more; the oldest are forgotten when they are too many. */
  RecentEvents with(String eventId, SessionId session) {
    return with(eventId, session, CAPACITY);
  }

  /**
   * These and one more; the oldest are forgotten when they are too many.
   *
   * @param capacity how many are remembered, at least {@value #CAPACITY}
   */
  RecentEvents with(String eventId, SessionId session, int capacity) {
    int tooMany = Math.max(0, entries.size() + 1 - capacity);
    List<Entry> more = new ArrayList<>(entries.subList(tooMany, entries.size()));
    more.add(new Entry(fingerprint(eventId), session));
    return new RecentEvents(more);
  }

  private static long fingerprint(String eventId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
