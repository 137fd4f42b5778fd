package org.conversationsessions.store.debug;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the debug logs' table: a {@link DebugEntry} each.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>layout</th></tr>
 * <tr><td>{@code owner}</td><td>{@code <bot>#<user>}, such as {@code st-1#jane}</td></tr>
 * <tr><td>{@code entry} (sort key)</td><td>{@code <hour>#<session>#<id>#<channel>}: the hour in
 *     milliseconds with 15 digits, the session or {@code -}, and the entry's identifier</td></tr>
 * </table>
 */
public final class DebugEntryItem {
  /** The partition key. */
  public static final String OWNER = "owner";

  /** The sort key. */
  public static final String ENTRY = "entry";

  /** The conversation's channel. */
  public static final String CHANNEL = "channel";

  /** The session that the lines are about; absent if they are about none. */
  public static final String SESSION = "session";

  /** The number of lines. */
  static final String COUNT = "n";

  private static final int HOUR_DIGITS = 15;

  private DebugEntryItem() {}

  /** Returns an entry's item. */
  public static Map<String, AttributeValue> of(DebugEntry entry, DebugEntrySeal seal) {
    ConversationKey conversation = entry.conversation();
    Attributes item = new Attributes();
    item.put(OWNER, SessionItem.owner(conversation.bot(), conversation.userId()))
        .put(
            ENTRY,
            String.join(
                "#",
                lowestAt(entry.time()),
                entry.session().map(SessionId::value).orElse("-"),
                entry.id(),
                conversation.channel()))
        .put(CHANNEL, conversation.channel())
        .put(SESSION, entry.session().map(SessionId::value))
        .put(COUNT, entry.lines().size())
        .put(Expiry.ATTRIBUTE, entry.expiresAt().getEpochSecond());
    seal.put(item, conversation, DebugLinesCodec.of(entry.lines(), entry.time()));
    return item.item();
  }

  /**
   * Reads the lines of an item.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if they were sealed with
   *     another key or for another conversation, or are damaged
   */
  static List<DebugLine> lines(
      Map<String, AttributeValue> stored, ConversationKey conversation, DebugEntrySeal seal) {
    return Attributes.read(
        DebugLinesCodec.VALUE_NAME,
        stored,
        item ->
            DebugLinesCodec.read(
                seal.read(item, conversation),
                Instant.ofEpochMilli(Long.parseLong(item.text(ENTRY).substring(0, HOUR_DIGITS))),
                item.findText(SESSION).map(SessionId::new)));
  }

  /** Returns the lowest sort key of the hour in which an instant lies. */
  static String lowestAt(Instant at) {
    return ("%0" + HOUR_DIGITS + "d").formatted(at.truncatedTo(ChronoUnit.HOURS).toEpochMilli());
  }
}
