package org.conversationsessions.store.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the messages table: a {@link TranscriptPart} each. The table's partition key makes a
 * user's messages one query, the index {@code byDate} those of a bot's day. The index has
 * everything but the messages themselves, so counting opens nothing.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>layout</th></tr>
 * <tr><td>{@code owner} (table)</td><td>{@code <bot>#<user>}, such as {@code st-1#jane}</td></tr>
 * <tr><td>{@code part} (sort key of both)</td><td>22 bytes: the first message's time in
 *     milliseconds (6), its session (12) and its number there (4), each with the highest byte
 *     first</td></tr>
 * <tr><td>{@code botDay} (index {@code byDate})</td><td>{@code <bot>#<date>[#<shard>]}: the UTC day
 *     of the first message, as in the sessions table</td></tr>
 * </table>
 *
 * <p>Attributes have short names, because the index is read for every message page of a bot.
 */
public final class TranscriptPartItem {
  /** The partition key. */
  public static final String OWNER = "owner";

  /** The sort key of the table and the index. */
  public static final String PART = "part";

  /** The index of a bot's parts by day. */
  public static final String BY_DATE = "byDate";

  /** The index's partition key. */
  public static final String BOT_DAY = "botDay";

  /** The number of messages. */
  public static final String COUNT = "n";

  static final String CHANNEL = "c";
  private static final String EARLIEST = "e";
  private static final String LATEST = "l";
  private static final String RECORDED_AT = "r";
  private static final String BODY = "body";

  private static final int KEY_BYTES = 22;
  private static final int SESSION_BYTES = 12;

  private TranscriptPartItem() {}

  /** Returns a part's item. */
  public static Map<String, AttributeValue> of(
      ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    long time = part.time().toEpochMilli();
    var day = SessionItem.day(part.time());
    Attributes item = new Attributes();
    item.item().put(OWNER, owner(conversation));
    item.item().put(PART, sortKey(part.time(), part.first()));
    item.put(
            BOT_DAY,
            SessionItem.botDay(
                conversation.bot(), day, sharding.shardOf(conversation.userId(), day)))
        .put(CHANNEL, conversation.channel())
        .put(COUNT, part.count())
        .put(EARLIEST, time - part.earliest().toEpochMilli())
        .put(LATEST, part.latest().toEpochMilli() - time)
        .put(RECORDED_AT, part.recordedAt())
        .put(BODY, part.body().toArray());
    part.expiresAt().ifPresent(at -> item.put(Expiry.ATTRIBUTE, at.getEpochSecond()));
    return item.item();
  }

  /** Returns the key of the part that begins with a message. */
  static Map<String, AttributeValue> key(
      ConversationKey conversation, Instant time, MessageId first) {
    return Map.of(OWNER, owner(conversation), PART, sortKey(time, first));
  }

  /** Returns the partition key. */
  static AttributeValue owner(ConversationKey conversation) {
    return Attributes.s(SessionItem.owner(conversation.bot(), conversation.userId()));
  }

  /** Returns the sort key of a part that begins with a message at a time. */
  public static AttributeValue sortKey(Instant time, MessageId first) {
    ByteBuffer key = ByteBuffer.allocate(KEY_BYTES);
    putTime(key, time);
    key.put(HexFormat.of().parseHex(first.session().value())).putInt(first.number());
    return AttributeValue.fromB(SdkBytes.fromByteArray(key.array()));
  }

  /** Returns the lowest sort key at a time, of any session. */
  public static AttributeValue lowestAt(Instant time) {
    ByteBuffer key = ByteBuffer.allocate(6);
    putTime(key, time);
    return AttributeValue.fromB(SdkBytes.fromByteArray(key.array()));
  }

  private static void putTime(ByteBuffer key, Instant time) {
    long millis = time.toEpochMilli();
    key.putShort((short) (millis >>> 32)).putInt((int) millis);
  }

  /** Returns the conversation of an item. */
  public static ConversationKey conversation(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "a stored part of a transcript",
        stored,
        item -> SessionItem.conversation(item.text(OWNER), item.text(CHANNEL)));
  }

  /** Reads an item, of the table or of the index; there the body is empty. */
  public static TranscriptPart read(Map<String, AttributeValue> stored) {
    return Attributes.read("a stored part of a transcript", stored, TranscriptPartItem::part);
  }

  private static TranscriptPart part(Attributes item) {
    ByteBuffer key = ByteBuffer.wrap(item.bytes(PART));
    long millis = ((key.getShort() & 0xffffL) << 32) | (key.getInt() & 0xffff_ffffL);
    byte[] session = new byte[SESSION_BYTES];
    key.get(session);
    Instant time = Instant.ofEpochMilli(millis);
    return new TranscriptPart(
        new MessageId(new SessionId(HexFormat.of().formatHex(session)), key.getInt()),
        item.count(COUNT),
        time,
        time.minusMillis(item.number(EARLIEST)),
        time.plusMillis(item.number(LATEST)),
        Objects.requireNonNullElse(item.findInstant(RECORDED_AT), time),
        item.has(Expiry.ATTRIBUTE)
            ? Optional.of(Instant.ofEpochSecond(item.number(Expiry.ATTRIBUTE)))
            : Optional.empty(),
        new SealedMessages(item.bytes(BODY)));
  }
}
