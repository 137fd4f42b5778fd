package org.conversationsessions.domain.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a conversation and the sessions they were recorded in. They make recording
 * idempotent (contract, section 6). An identifier is stored as 64 bits of its SHA-256, so that
 * fifty of them and the live state fit into one write unit. A collision among fifty identifiers
 * occurs in one of 10^16 conversations.
 *
 * @param entries the events in the order of recording, the oldest first: the last {@value
 *     #ALWAYS_REMEMBERED} and all events of the request that was written last, even older ones
 */
public record RecentEvents(List<Entry> entries) {
  /** How many of the latest events are always remembered. Older ones may be. */
  public static final int ALWAYS_REMEMBERED = 50;

  /** No events. */
  public static final RecentEvents NONE = new RecentEvents(List.of());

  /**
   * One remembered event.
   *
   * @param fingerprint 64 bits of the hash of the event's identifier
   * @param session the session it was recorded in; null if it was recorded in none
   */
  public record Entry(long fingerprint, @Nullable SessionId session) {}

  /** Copies the list. */
  public RecentEvents {
    entries = List.copyOf(entries);
  }

  /** Returns the remembered event with this identifier; empty if there is none. */
  public Optional<Entry> find(String eventId) {
    long fingerprint = fingerprint(eventId);
    return entries.stream().filter(entry -> entry.fingerprint() == fingerprint).findFirst();
  }

  /** Returns these events and one more. Only {@link RepetitionTracker#trimmed} drops old events. */
  public RecentEvents with(String eventId, @Nullable SessionId session) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(fingerprint(eventId), session));
    return new RecentEvents(more);
  }

  /**
   * Tracks which events of one request are repetitions, for one conversation.
   *
   * <p>An event is a repetition if the recent events contained it at any time since the request
   * began, or if this request recorded it. Events that are dropped meanwhile stay repetitions,
   * whoever dropped them. Not thread-safe.
   */
  public static final class RepetitionTracker {
    private final Set<Long> ownFingerprints = new HashSet<>();
    private final Map<Long, Entry> found = new LinkedHashMap<>();

    public RepetitionTracker(Collection<String> eventIds) {
      eventIds.forEach(id -> ownFingerprints.add(fingerprint(id)));
    }

    /**
     * Returns the stored recent events together with those of the request's events that were found
     * earlier in this request but have been dropped since by concurrent writers.
     */
    public RecentEvents withDroppedRepetitions(RecentEvents stored) {
      Map<Long, Entry> dropped = new LinkedHashMap<>(found);
      for (Entry entry : stored.entries()) {
        if (ownFingerprints.contains(entry.fingerprint())) {
          found.putIfAbsent(entry.fingerprint(), entry);
          dropped.remove(entry.fingerprint());
        }
      }
      if (dropped.isEmpty()) {
        return stored;
      }
      List<Entry> all = new ArrayList<>(dropped.values());
      all.addAll(stored.entries());
      return new RecentEvents(all);
    }

    /**
     * Returns the events that a write of this request stores: the last {@value #ALWAYS_REMEMBERED}
     * and all events of the request that were recorded. Sent again at once, these change nothing.
     * An event that was refused is not remembered, so it is tried again.
     */
    public RecentEvents trimmed(RecentEvents extended) {
      List<Entry> all = extended.entries();
      int latest = Math.max(0, all.size() - ALWAYS_REMEMBERED);
      List<Entry> kept = new ArrayList<>();
      all.subList(0, latest).stream()
          .filter(entry -> ownFingerprints.contains(entry.fingerprint()))
          .forEach(kept::add);
      kept.addAll(all.subList(latest, all.size()));
      return new RecentEvents(kept);
    }
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
