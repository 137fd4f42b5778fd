package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Conversations, sessions, the due index, transcript parts and debug logs in memory, with the
 * guarantees of the ports.
 */
public final class InMemoryConversations
    implements Conversations, DueConversations, MessageParts, DebugLogs {
  /** The most messages that wait in a conversation. */
  public static final int MAX_PENDING = 3;

  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> ownMinutes(entry.awaited()))
          .thenComparing(Entry::inactivityStart)
          .thenComparing(Entry::session);

  private final Map<ConversationKey, Conversation> stored = new LinkedHashMap<>();
  private final Map<ConversationKey, Long> highest = new HashMap<>();
  private final TreeMap<SessionId, Session> sessions = new TreeMap<>();
  private final List<Entry> due = new ArrayList<>();
  private final Map<String, Filing> filings = new HashMap<>();
  private final Map<MessageId, Stored> parts = new TreeMap<>();
  private final List<UnreadableEntry> unreadable = new ArrayList<>();
  private final Map<DebugKey, DebugEntry> debugEntries = new LinkedHashMap<>();
  private final int shards;
  private int commits;

  private record Stored(ConversationKey conversation, TranscriptPart part) {}

  /** The key of an entry of debug logs. */
  private record DebugKey(
      ConversationKey conversation, Optional<SessionId> session, Instant time, String id) {
    static DebugKey of(DebugEntry entry) {
      return new DebugKey(entry.conversation(), entry.session(), entry.time(), entry.id());
    }
  }

  /** Creates a store with one shard of due entries for each bot. */
  public InMemoryConversations() {
    this(1);
  }

  /** Creates a store with this number of shards of due entries for each bot. */
  public InMemoryConversations(int shards) {
    this.shards = shards;
  }

  /** Returns the number of successful writes. */
  public synchronized int commits() {
    return commits;
  }

  /** Returns all sessions, live ones with their present figures. */
  public synchronized List<Session> sessions() {
    return sessions.values().stream().map(this::overlaid).toList();
  }

  /** Returns all sessions as stored. */
  public synchronized List<Session> storedSessions() {
    return List.copyOf(sessions.values());
  }

  /** Returns a session with its present figures. */
  public synchronized Session present(Session session) {
    return overlaid(session);
  }

  @Override
  public synchronized Map<ConversationKey, Conversation> readEventually(
      Collection<ConversationKey> keys) {
    Map<ConversationKey, Conversation> found = new LinkedHashMap<>();
    keys.forEach(key -> found.put(key, readConsistently(key)));
    return found;
  }

  @Override
  public synchronized Conversation readConsistently(ConversationKey key) {
    return stored.getOrDefault(key, Conversation.unknown(key));
  }

  @Override
  public synchronized List<Conversation> ofUser(BotId bot, String userId) {
    return stored.values().stream()
        .filter(c -> c.key().bot().equals(bot) && c.key().userId().equals(userId))
        .toList();
  }

  @Override
  public synchronized Commit commit(
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> more,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    Conversation current = readConsistently(updated.key());
    if (current.version() != updated.version()) {
      return new Commit.Conflict(current);
    }
    Conversation written = updated.written(highest.getOrDefault(updated.key(), 0L) + 1);
    highest.put(updated.key(), written.version());
    stored.put(updated.key(), written);
    changedSessions.forEach(session -> sessions.put(session.id(), session));
    more.forEach(part -> parts.put(part.first(), new Stored(updated.key(), part)));
    entries.forEach(this::put);
    commits++;
    return new Commit.Done(written);
  }

  @Override
  public synchronized AdjacentSessions adjacentSessions(
      ConversationKey key, Instant at, Duration within) {
    List<Session> own =
        sessions.values().stream().filter(s -> s.conversation().equals(key)).toList();
    return new AdjacentSessions(
        own.stream()
            .filter(s -> !s.startTime().isAfter(at))
            .max(Comparator.comparing(Session::id))
            .orElse(null),
        own.stream()
            .filter(s -> s.startTime().isAfter(at))
            .filter(s -> !s.startTime().isAfter(at.plus(within)))
            .min(Comparator.comparing(Session::id))
            .orElse(null));
  }

  /** Has room for few messages, so that tests need few to fill it. */
  @Override
  public boolean hasRoomForPendingPart(Conversation conversation) {
    TranscriptPart pending = conversation.pendingPart();
    return pending == null || pending.count() <= MAX_PENDING;
  }

  @Override
  public void visitWithPendingPart(int segment, int segments, Predicate<Conversation> visitor) {
    List<Conversation> waiting;
    synchronized (this) {
      waiting =
          stored.values().stream()
              .filter(c -> Math.floorMod(c.key().hashCode(), segments) == segment)
              .filter(c -> c.pendingPart() != null)
              .toList();
    }
    // Whether the visitor stops it or the end does not matter.
    var unused = waiting.stream().allMatch(visitor);
  }

  @Override
  public synchronized void put(
      ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    parts.merge(
        part.first(),
        new Stored(conversation, part),
        (known, next) -> next.part.count() > known.part.count() ? next : known);
  }

  @Override
  public synchronized void put(DebugEntry entry) {
    debugEntries.put(DebugKey.of(entry), entry);
  }

  @Override
  public synchronized DebugLogs.Result find(DebugLogs.Query query) {
    List<DebugLine> found = new ArrayList<>();
    Set<String> handedIn = new HashSet<>();
    debugEntries.values().stream()
        .filter(entry -> entry.conversation().equals(query.conversation()))
        .filter(entry -> query.session().isEmpty() || entry.session().equals(query.session()))
        .flatMap(entry -> entry.lines().stream())
        .filter(line -> query.window().contains(line.at()))
        .filter(line -> !line.isHandedIn() || handedIn.add(line.eventId().orElse("")))
        .forEach(found::add);
    // A stable sort: ties stay in the order of recording.
    found.sort(Comparator.comparing(DebugLine::at));
    return found.size() > MAX_LINES
        ? new DebugLogs.Result.TooMany()
        : new DebugLogs.Result.Found(found);
  }

  /** Returns the entries of debug logs, in the order of their recording. */
  public synchronized List<DebugEntry> debugEntries() {
    return List.copyOf(debugEntries.values());
  }

  /** Returns the debug lines, in the order of their recording. */
  public synchronized List<DebugLine> debugLines() {
    return debugEntries.values().stream().flatMap(entry -> entry.lines().stream()).toList();
  }

  /** Removes an entry of debug logs. */
  public synchronized boolean remove(DebugEntry entry) {
    return debugEntries.remove(DebugKey.of(entry)) != null;
  }

  /** Returns whose parts are stored, by their first messages. */
  public synchronized Map<MessageId, ConversationKey> ownersOfParts() {
    Map<MessageId, ConversationKey> owners = new HashMap<>();
    parts.forEach((first, stored) -> owners.put(first, stored.conversation));
    return owners;
  }

  /** Returns the keys of the stored conversations. */
  public synchronized Set<ConversationKey> keys() {
    return Set.copyOf(stored.keySet());
  }

  /** Removes a conversation of this version, as an erasure does. */
  public synchronized boolean remove(ConversationKey key, long version) {
    return readConsistently(key).version() == version && stored.remove(key) != null;
  }

  /** Removes a session; null if it is not stored. */
  public synchronized @Nullable Session remove(SessionId id) {
    return sessions.remove(id);
  }

  /** Removes a transcript part. */
  public synchronized boolean remove(MessageId first) {
    return parts.remove(first) != null;
  }

  /** Returns a session as stored; null if it is not stored. */
  public synchronized @Nullable Session storedSession(SessionId id) {
    return sessions.get(id);
  }

  /** Returns all transcript parts in the order of their first messages. */
  public synchronized List<TranscriptPart> parts() {
    return parts.values().stream().map(Stored::part).toList();
  }

  /** Returns the transcript parts of an end user. */
  public synchronized List<TranscriptPart> parts(BotId bot, String userId) {
    return parts.values().stream()
        .filter(stored -> stored.conversation.bot().equals(bot))
        .filter(stored -> stored.conversation.userId().equals(userId))
        .map(Stored::part)
        .toList();
  }

  /** Returns all entries of the due index. */
  public synchronized List<Entry> due() {
    return List.copyOf(due);
  }

  @Override
  public synchronized Page readInactiveSince(
      BotId bot,
      int shard,
      AwaitedSilence awaited,
      Instant latestInactivityStart,
      Optional<String> after,
      int limit) {
    return read(
        bot,
        shard,
        entry ->
            entry.awaited().equals(awaited)
                && !entry.inactivityStart().isAfter(latestInactivityStart),
        after,
        limit,
        awaited instanceof AwaitedSilence.OfBot && after.isEmpty()
            ? Optional.of(filings.getOrDefault(bot + "#" + shard, Filing.INITIAL))
            : Optional.empty());
  }

  @Override
  public synchronized Page readAll(BotId bot, int shard, Optional<String> after, int limit) {
    return read(bot, shard, entry -> true, after, limit, Optional.empty());
  }

  private Page read(
      BotId bot,
      int shard,
      Predicate<Entry> asked,
      Optional<String> after,
      int limit,
      Optional<Filing> filing) {
    List<Entry> found =
        due.stream()
            .filter(entry -> entry.key().bot().equals(bot) && entry.shard() == shard)
            .filter(asked)
            .sorted(ORDER)
            .filter(entry -> after.map(mark -> mark(entry).compareTo(mark) > 0).orElse(true))
            .toList();
    List<Entry> page = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        page,
        unreadable.stream()
            .filter(entry -> after.isEmpty() && entry.bot().equals(bot) && entry.shard() == shard)
            .toList(),
        found.size() > limit ? Optional.of(mark(page.getLast())) : Optional.empty(),
        filing);
  }

  private static String mark(Entry entry) {
    return String.format(
        "%07d#%020d#%s",
        ownMinutes(entry.awaited()), entry.inactivityStart().toEpochMilli(), entry.session());
  }

  private static long ownMinutes(AwaitedSilence awaited) {
    return switch (awaited) {
      case AwaitedSilence.OfBot() -> 0;
      case AwaitedSilence.OfChannels(Duration own) -> own.toMinutes();
      case AwaitedSilence.OfNudge() -> 9_999_999;
    };
  }

  @Override
  public synchronized void put(BotId bot, int shard, Filing filing) {
    filings.put(bot + "#" + shard, filing);
  }

  @Override
  public synchronized void put(Entry entry) {
    remove(entry);
    due.add(entry);
  }

  @Override
  public synchronized boolean remove(Entry entry) {
    return due.removeIf(
        known -> ORDER.compare(known, entry) == 0 && known.shard() == entry.shard());
  }

  @Override
  public synchronized boolean remove(UnreadableEntry entry) {
    return unreadable.remove(entry);
  }

  /** Adds an entry that cannot be read. Every first page of its shard has it. */
  public synchronized void put(UnreadableEntry entry) {
    unreadable.add(entry);
  }

  /** Returns the entries that cannot be read. */
  public synchronized List<UnreadableEntry> unreadableDue() {
    return List.copyOf(unreadable);
  }

  @Override
  public int shards() {
    return shards;
  }

  private Session overlaid(Session session) {
    LiveSession live = readConsistently(session.conversation()).live();
    return live != null && live.session().id().equals(session.id()) ? live.session() : session;
  }
}
