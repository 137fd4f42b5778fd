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
 * The last events of a conversation and the sessions they went to: what makes a repeated event
 * change nothing (contract, section 6). An identifier is kept as 64 bits of its SHA-256, so that
 * fifty of them and the live state fit into one write unit; two of fifty identifiers collide once
 * in 10^16 conversations.
 *
 * @param entries in the order in which the events were recorded, the oldest first: the last {@value
 *     #CAPACITY}, and every event of the request that was written last, wherever in that order it
 *     stands
 */
public record RecentEvents(List<Entry> entries) {
  /** How many events are remembered at least. */
  public static final int CAPACITY = 50;

  /** None yet. */
  public static final RecentEvents NONE = new RecentEvents(List.of());

  /**
   * One remembered event.
   *
   * @param fingerprint 64 bits that stand for the event's identifier
   * @param session the session it went to; null if it went to none
   */
  public record Entry(long fingerprint, @Nullable SessionId session) {}

  /** Copies what can change. */
  public RecentEvents {
    entries = List.copyOf(entries);
  }

  /** The remembered event of this identifier. */
  public Optional<Entry> find(String eventId) {
    long fingerprint = fingerprint(eventId);
    return entries.stream().filter(entry -> entry.fingerprint() == fingerprint).findFirst();
  }

  /** These and one more. Nothing is forgotten here, only by {@link Request#remembered}. */
  public RecentEvents with(String eventId, @Nullable SessionId session) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(fingerprint(eventId), session));
    return new RecentEvents(more);
  }

  /**
   * The events of one conversation that arrive in one request, held against the conversation's
   * memory.
   *
   * <p>An event is a repetition if the memory had it at any time since the request began, or if
   * this request recorded it. So neither the request's own events nor those of other writers make
   * it forget what it repeats. Not thread-safe.
   */
  public static final class Request {
    private final Set<Long> own = new HashSet<>();
    private final Map<Long, Entry> known = new LinkedHashMap<>();

    public Request(Collection<String> eventIds) {
      eventIds.forEach(id -> own.add(fingerprint(id)));
    }

    /**
     * The memory as it is stored now, with those of the request's events that were remembered
     * earlier in the request and have been forgotten since, because others wrote in between.
     */
    public RecentEvents recall(RecentEvents stored) {
      Map<Long, Entry> forgotten = new LinkedHashMap<>(known);
      for (Entry entry : stored.entries()) {
        if (own.contains(entry.fingerprint())) {
          known.putIfAbsent(entry.fingerprint(), entry);
          forgotten.remove(entry.fingerprint());
        }
      }
      if (forgotten.isEmpty()) {
        return stored;
      }
      List<Entry> all = new ArrayList<>(forgotten.values());
      all.addAll(stored.entries());
      return new RecentEvents(all);
    }

    /**
     * What a write of this request leaves of a memory: the last {@value #CAPACITY} events and all
     * of the request. So the request changes nothing if it is sent again at once.
     */
    public RecentEvents remembered(RecentEvents grown) {
      List<Entry> all = grown.entries();
      int latest = Math.max(0, all.size() - CAPACITY);
      List<Entry> kept = new ArrayList<>();
      all.subList(0, latest).stream()
          .filter(entry -> own.contains(entry.fingerprint()))
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
