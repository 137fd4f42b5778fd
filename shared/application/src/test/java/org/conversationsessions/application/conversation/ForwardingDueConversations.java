package org.conversationsessions.application.conversation;

import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.domain.registry.BotId;

/** Forwards every call: a base for due indexes that differ in one method. */
public class ForwardingDueConversations implements DueConversations {
  private final DueConversations inner;

  /** Forwards calls to this index. */
  protected ForwardingDueConversations(DueConversations inner) {
    this.inner = inner;
  }

  @Override
  public Page readInactiveSince(
      BotId bot,
      int shard,
      AwaitedSilence awaited,
      Instant latestInactivityStart,
      Optional<String> after,
      int limit) {
    return inner.readInactiveSince(bot, shard, awaited, latestInactivityStart, after, limit);
  }

  @Override
  public Page readAll(BotId bot, int shard, Optional<String> after, int limit) {
    return inner.readAll(bot, shard, after, limit);
  }

  @Override
  public void put(BotId bot, int shard, Filing filing) {
    inner.put(bot, shard, filing);
  }

  @Override
  public void put(Entry entry) {
    inner.put(entry);
  }

  @Override
  public boolean remove(Entry entry) {
    return inner.remove(entry);
  }

  @Override
  public boolean remove(UnreadableEntry entry) {
    return inner.remove(entry);
  }

  @Override
  public int shards() {
    return inner.shards();
  }
}
