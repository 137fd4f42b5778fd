package org.conversationsessions.store.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Sha256;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the messages table: a {@link TranscriptPart} each. The table's partition key makes a
 * user's messages one query, the index {@code byDate} those of a bot's day. The index has what is
 * counted, and neither the messages nor their user, so counting opens nothing.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><th>name</th><th>in the index</th><th>value</th></tr>
 * <tr><td>{@code o}</td><td>yes</td><td>partition key of the table: 16 bytes, the hash of
 *     {@code u}</td></tr>
 * <tr><td>{@code p}</td><td>yes</td><td>sort key of both, 22 bytes: the first message's time in
 *     milliseconds (6), its session (12) and its number there (4), each with the highest byte
 *     first</td></tr>
 * <tr><td>{@code d}</td><td>yes</td><td>partition key of the index: 16 bytes, the hash of {@code
 *     <bot>#<date>[#<shard>]}. The date is the UTC day of the first message, as in the sessions
 *     table</td></tr>
 * <tr><td>{@code u}</td><td>no</td><td>{@code <bot>#<user>}, such as {@code st-1#jane}</td></tr>
 * <tr><td>{@code c}</td><td>yes</td><td>channel</td></tr>
 * <tr><td>{@code n}</td><td>yes</td><td>number of messages</td></tr>
 * <tr><td>{@code e}, {@code l}</td><td>yes</td><td>how much earlier the earliest message was sent
 *     than the first one, and how much later the latest one, in milliseconds</td></tr>
 * <tr><td>{@code r}</td><td>no</td><td>when the first message was recorded, in milliseconds</td>
 *     </tr>
 * <tr><td>{@code x}</td><td>yes</td><td>expiry in seconds, the table's TTL attribute</td></tr>
 * <tr><td>{@code body}</td><td>no</td><td>the sealed messages</td></tr>
 * </table>
 *
 * <p>A page of a bot's messages reads the index entry of every part in its window. So an entry is
 * small, some 76 bytes: names are short, and keys are hashes, because identifiers of bots and users
 * may be longer than all the rest together. A hash is the first half of SHA-256. Nobody can make up
 * an identifier with the hash of a given one.
 */
public final class TranscriptPartItem {
  /** The partition key: an end user with a bot. */
  public static final String OWNER = "o";

  /** The sort key of the table and the index. */
  public static final String PART = "p";

  /** The index of a bot's parts by day. */
  public static final String BY_DATE = "byDate";

  /** The index's partition key. */
  public static final String BOT_DAY = "d";

  /** The number of messages. */
  public static final String COUNT = "n";

  /** When the part expires, in seconds: the table's TTL attribute. */
  public static final String EXPIRES_AT = "x";

  /** The channel. */
  public static final String CHANNEL = "c";

  private static final String USER = "u";
  private static final String EARLIEST = "e";
  private static final String LATEST = "l";
  private static final String RECORDED_AT = "r";
  private static final String BODY = "body";

  private static final String NAME = "a stored part of a transcript";
  private static final int HASH_BYTES = 16;
  private static final int KEY_BYTES = 22;
  private static final int SESSION_BYTES = 12;

  private TranscriptPartItem() {}

  /** Returns a part's item. */
  public static Map<String, AttributeValue> of(
      ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    long time = part.time().toEpochMilli();
    var day = SessionItem.day(part.time());
    Attributes item = new Attributes();
    item.item()
        .putAll(key(owner(conversation.bot(), conversation.userId()), part.time(), part.first()));
    item.item()
        .put(
            BOT_DAY, botDay(conversation.bot(), day, sharding.shardOf(conversation.userId(), day)));
    item.put(USER, SessionItem.owner(conversation.bot(), conversation.userId()))
        .put(CHANNEL, conversation.channel())
        .put(COUNT, part.count())
        .put(EARLIEST, time - part.earliest().toEpochMilli())
        .put(LATEST, part.latest().toEpochMilli() - time)
        .put(RECORDED_AT, part.recordedAt())
        .put(BODY, part.body().toArray());
    part.expiresAt().ifPresent(at -> item.put(EXPIRES_AT, at.getEpochSecond()));
    return item.item();
  }

  /** Returns the key of the part that begins with a message. */
  static Map<String, AttributeValue> key(AttributeValue owner, Instant time, MessageId first) {
    return Map.of(OWNER, owner, PART, sortKey(time, first));
  }

  /** Returns the partition key of an end user's parts. */
  public static AttributeValue owner(BotId bot, String userId) {
    return hash(SessionItem.owner(bot, userId));
  }

  /** Returns the partition key of a bot's day in the index. */
  static AttributeValue botDay(BotId bot, LocalDate day, int shard) {
    return hash(SessionItem.botDay(bot, day, shard));
  }

  private static AttributeValue hash(String text) {
    byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return AttributeValue.fromB(SdkBytes.fromByteArray(Arrays.copyOf(hash, HASH_BYTES)));
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

  /** Returns the partition key of an item, of the table or of the index. */
  static AttributeValue owner(Map<String, AttributeValue> stored) {
    return Attributes.read(
        NAME, stored, item -> AttributeValue.fromB(SdkBytes.fromByteArray(item.bytes(OWNER))));
  }

  /** Returns the channel of an item, of the table or of the index. */
  static String channel(Map<String, AttributeValue> stored) {
    return Attributes.read(NAME, stored, item -> item.text(CHANNEL));
  }

  /** Returns the conversation of an item of the table. The index does not have it. */
  public static ConversationKey conversation(Map<String, AttributeValue> stored) {
    return Attributes.read(
        NAME, stored, item -> SessionItem.conversation(item.text(USER), item.text(CHANNEL)));
  }

  /** Reads an item, of the table or of the index; there the body is empty. */
  public static TranscriptPart read(Map<String, AttributeValue> stored) {
    return Attributes.read(NAME, stored, TranscriptPartItem::part);
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
        item.has(EXPIRES_AT)
            ? Optional.of(Instant.ofEpochSecond(item.number(EXPIRES_AT)))
            : Optional.empty(),
        new SealedMessages(item.bytes(BODY)));
  }
}
