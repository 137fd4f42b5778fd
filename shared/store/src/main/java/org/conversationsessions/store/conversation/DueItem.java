package org.conversationsessions.store.conversation;

import java.time.Instant;
import java.util.Map;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry among what may be due. A table of its own and no index of the conversations: an index
 * entry costs as much, and twice that where it changes in a transaction, and moving it would write
 * the conversation too.
 */
public final class DueItem {
  static final String SHARD = "shard";
  static final String ENTRY = "entry";

  private static final String OWNER = "owner";
  private static final String CHANNEL = "channel";
  private static final String DUE_FROM = "armed";
  private static final String SESSION = "sessionId";
  private static final String WRITTEN_AT = "writtenAt";

  private DueItem() {}

  public static Map<String, AttributeValue> of(Entry entry) {
    Attributes item = new Attributes();
    item.item().putAll(key(entry));
    return item.put(OWNER, SessionItem.owner(entry.key().bot(), entry.key().userId()))
        .put(CHANNEL, entry.key().channel())
        .put(DUE_FROM, entry.dueFrom())
        .put(SESSION, entry.session().value())
        .put(WRITTEN_AT, entry.writtenAt())
        .item();
  }

  /** The key names the session: what is left over of one never stands for another. */
  static Map<String, AttributeValue> key(Entry entry) {
    return Map.of(
        SHARD, Attributes.s(shard(entry.key().bot(), entry.shard())),
        ENTRY, Attributes.s(place(entry.dueFrom()) + "#" + entry.session()));
  }

  /** Reads an entry; one whose key is not that of what it holds could never be taken away. */
  public static Entry read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored due entry", stored, DueItem::entry);
  }

  private static Entry entry(Attributes item) {
    Entry entry =
        new Entry(
            SessionItem.conversation(item.text(OWNER), item.text(CHANNEL)),
            new SessionId(item.text(SESSION)),
            item.instant(DUE_FROM),
            item.instant(WRITTEN_AT),
            Integer.parseInt(item.text(SHARD).substring(item.text(SHARD).indexOf('#') + 1)));
    if (!item.item().entrySet().containsAll(key(entry).entrySet())) {
      throw new UnreadableItemException("a stored due entry has another's key");
    }
    return entry;
  }

  /** Sorts behind all entries due at or before an instant, and before all others. */
  static String lastUntil(Instant until) {
    return place(until) + "~";
  }

  static String shard(BotId bot, int shard) {
    return bot + "#" + shard;
  }

  /** In the order of time: the milliseconds of every instant that a session can have. */
  private static String place(Instant at) {
    return String.format("%013d", Math.max(0, at.toEpochMilli()));
  }
}
