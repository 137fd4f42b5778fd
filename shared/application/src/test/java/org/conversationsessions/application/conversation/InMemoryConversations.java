package org.conversationsessions.application.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/** Conversations, sessions and the due index in memory, with the guarantees of the ports. */
public final class InMemoryConversations implements Conversations, DueConversations {
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::inactivityStart).thenComparing(Entry::session);

  private final Map<ConversationKey, Conversation> stored = new LinkedHashMap<>();
  private final TreeMap<SessionId, Session> sessions = new TreeMap<>();
  private final List<Entry> due = new ArrayList<>();
  private final int shards;
  private int commits;

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
      Conversation updated, Collection<Session> records, Sharding sharding) {
    Conversation current = readConsistently(updated.key());
    if (current.version() != updated.version()) {
      return new Commit.Conflict(current);
    }
    Conversation written = updated.written();
    stored.put(updated.key(), written);
    records.forEach(session -> sessions.put(session.id(), session));
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

  /** Returns all entries of the due index. */
  public synchronized List<Entry> due() {
    return List.copyOf(due);
  }

  @Override
  public synchronized Page inactiveSince(
      BotId bot, int shard, Instant latestStart, Optional<String> after, int limit) {
    List<Entry> found =
        due.stream()
            .filter(entry -> entry.key().bot().equals(bot) && entry.shard() == shard)
            .filter(entry -> !entry.inactivityStart().isAfter(latestStart))
            .sorted(ORDER)
            .filter(entry -> after.map(mark -> mark(entry).compareTo(mark) > 0).orElse(true))
            .toList();
    List<Entry> page = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        page,
        List.of(),
        found.size() > limit ? Optional.of(mark(page.getLast())) : Optional.empty());
  }

  private static String mark(Entry entry) {
    return String.format("%020d#%s", entry.inactivityStart().toEpochMilli(), entry.session());
  }

  @Override
  public synchronized void put(Entry entry) {
    remove(entry);
    due.add(entry);
  }

  @Override
  public synchronized void remove(Entry entry) {
    due.removeIf(known -> ORDER.compare(known, entry) == 0 && known.shard() == entry.shard());
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
