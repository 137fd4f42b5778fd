package org.conversationsessions.store.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.DueConversations.Entry;
import org.conversationsessions.application.conversation.DueConversations.Filing;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the due table: when a live session may become inactive. The table also has the {@link
 * ClosingJobItem}s.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>layout</th><th>example</th></tr>
 * <tr><td>{@code shard} (partition key)</td><td>{@code <bot>#<shard>}</td>
 *     <td>{@code st-1#3}</td></tr>
 * <tr><td>{@code entry} (sort key)</td><td>{@code <milliseconds>#<session>}</td>
 *     <td>{@code 1772359584500#69a40fa01f4…}</td></tr>
 * <tr><td>on a channel with an inactivity of its own</td>
 *     <td>{@code m<minutes>#<milliseconds>#<session>}</td>
 *     <td>{@code m30#1772359584500#69a40fa01f4…}</td></tr>
 * <tr><td>of a nudge</td><td>{@code n#<milliseconds>#<session>}</td>
 *     <td>{@code n#1772359584500#69a40fa01f4…}</td></tr>
 * <tr><td>of the {@link Filing} of a shard</td><td>{@code #filing}</td><td></td></tr>
 * </table>
 *
 * <p>The milliseconds since the epoch have 13 digits, so the keys sort as text in the order of
 * time: all entries that are due after one duration are one range. The session's identifier makes
 * the key unique, so a leftover entry of one session never replaces that of another. The filing
 * sorts before all entries, so that the query that every sweep makes has it.
 *
 * <p>The due table is not an index of the conversations table. An index entry costs as much, and
 * twice as much if it changes in a transaction, and moving it would write the conversation too.
 */
public final class DueItem {
  static final String SHARD = "shard";
  static final String ENTRY = "entry";

  /** The sort key of the filing, which sorts before all entries. */
  static final String FILING = "#filing";

  /** Sorts after the filing and before all entries. */
  static final String FIRST_ENTRY = "0";

  /** Sorts after all entries. */
  static final String AFTER_ALL = "~";

  private static final String OWNER = "owner";
  private static final String CHANNEL = "channel";

  /** Stored name of an earlier version; kept. */
  private static final String INACTIVITY_START = "armed";

  private static final String SESSION = "sessionId";
  private static final String WRITTEN_AT = "writtenAt";

  /** The inactivity of the entry's channel. Absent if the channel has none of its own. */
  private static final String MINUTES = "minutes";

  /** True on the entry of a nudge, absent on others. */
  private static final String NUDGE = "nudge";

  private static final String SETTINGS_VERSION = "settingsVersion";
  private static final String REPEAT_AT = "repeatAt";

  private DueItem() {}

  /** Returns an entry's item. */
  public static Map<String, AttributeValue> of(Entry entry) {
    Attributes item = new Attributes();
    item.item().putAll(key(entry));
    item.put(NUDGE, entry.awaited() instanceof AwaitedSilence.OfNudge);
    if (entry.awaited() instanceof AwaitedSilence.OfChannels(Duration own)) {
      item.put(MINUTES, own.toMinutes());
    }
    return item.put(OWNER, SessionItem.owner(entry.key().bot(), entry.key().userId()))
        .put(CHANNEL, entry.key().channel())
        .put(INACTIVITY_START, entry.inactivityStart())
        .put(SESSION, entry.session().value())
        .put(WRITTEN_AT, entry.writtenAt())
        .item();
  }

  /** Returns an entry's key. */
  static Map<String, AttributeValue> key(Entry entry) {
    return key(
        entry.key().bot(),
        entry.shard(),
        prefix(entry.awaited()) + sortableMillis(entry.inactivityStart()) + "#" + entry.session());
  }

  /** Returns the key of an entry, given its sort key. */
  static Map<String, AttributeValue> key(BotId bot, int shard, String entry) {
    return Map.of(SHARD, Attributes.s(shard(bot, shard)), ENTRY, Attributes.s(entry));
  }

  /**
   * Reads a stored entry.
   *
   * @throws UnreadableItemException if the entry is damaged, or its attributes do not match its
   *     key: such an entry could never be deleted
   */
  public static Entry read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored due entry", stored, DueItem::entry);
  }

  /** Returns the end user of an entry that cannot be read, if at least that can be read. */
  static Optional<String> findUserId(Map<String, AttributeValue> stored) {
    try {
      return new Attributes(stored)
          .findText(OWNER)
          .map(owner -> owner.substring(owner.indexOf('#') + 1));
    } catch (UnreadableItemException noText) {
      return Optional.empty();
    }
  }

  private static Entry entry(Attributes item) {
    Entry entry =
        new Entry(
            SessionItem.conversation(item.text(OWNER), item.text(CHANNEL)),
            new SessionId(item.text(SESSION)),
            awaited(item),
            item.instant(INACTIVITY_START),
            item.instant(WRITTEN_AT),
            Integer.parseInt(item.text(SHARD).substring(item.text(SHARD).indexOf('#') + 1)));
    if (!item.item().entrySet().containsAll(key(entry).entrySet())) {
      throw new UnreadableItemException("a stored due entry has another's key");
    }
    return entry;
  }

  private static AwaitedSilence awaited(Attributes item) {
    if (item.flag(NUDGE)) {
      return new AwaitedSilence.OfNudge();
    }
    return item.has(MINUTES)
        ? new AwaitedSilence.OfChannels(Duration.ofMinutes(item.number(MINUTES)))
        : new AwaitedSilence.OfBot();
  }

  /** Returns the item with the filing of a shard. */
  public static Map<String, AttributeValue> of(BotId bot, int shard, Filing filing) {
    Attributes item = new Attributes();
    item.item().putAll(key(bot, shard, FILING));
    return item.put(SETTINGS_VERSION, filing.settingsVersion())
        .put(REPEAT_AT, filing.repeatAt().orElse(null))
        .item();
  }

  static boolean isFiling(Map<String, AttributeValue> stored) {
    return new Attributes(stored).text(ENTRY).equals(FILING);
  }

  /** Reads the filing of a shard. One that cannot be read is unknown, and so is written anew. */
  static Filing filing(Map<String, AttributeValue> stored) {
    try {
      return Attributes.read(
          "the filing of due entries",
          stored,
          item ->
              new Filing(
                  item.number(SETTINGS_VERSION), Optional.ofNullable(item.findInstant(REPEAT_AT))));
    } catch (UnreadableItemException damaged) {
      return Filing.UNKNOWN;
    }
  }

  /**
   * Returns the first sort key of the entries that wait for a silence. In the range of the bot's
   * inactivity, the filing is before them.
   */
  static String first(AwaitedSilence awaited) {
    return awaited instanceof AwaitedSilence.OfBot ? FILING : prefix(awaited);
  }

  /**
   * Returns a sort key after all entries that wait for a silence that started at an instant or
   * earlier.
   */
  static String afterStart(AwaitedSilence awaited, Instant latestInactivityStart) {
    return prefix(awaited) + sortableMillis(latestInactivityStart) + "~";
  }

  private static String prefix(AwaitedSilence awaited) {
    return switch (awaited) {
      case AwaitedSilence.OfBot() -> "";
      case AwaitedSilence.OfChannels(Duration own) -> "m" + own.toMinutes() + "#";
      case AwaitedSilence.OfNudge() -> "n#";
    };
  }

  /** Returns the partition key of a shard. */
  static String shard(BotId bot, int shard) {
    return bot + "#" + shard;
  }

  /** Returns milliseconds since the epoch in 13 digits, enough for every session's times. */
  private static String sortableMillis(Instant at) {
    return String.format("%013d", Math.max(0, at.toEpochMilli()));
  }
}
