package org.conversationsessions.store.tag;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.tag.PostingStore.Stored;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the counters table that hold postings. The partition key is that of a term of a shard
 * ({@link PostingKey#list}), the sort key names a span of starts.
 *
 * <table>
 * <caption>Sort keys</caption>
 * <tr><th>span</th><th>layout</th><th>example</th></tr>
 * <tr><td>an hour</td><td>{@code h#<hour>}</td><td>{@code h#2026-03-01T09}</td></tr>
 * <tr><td>a minute</td><td>{@code m#<minute>}</td><td>{@code m#2026-03-01T09:17}</td></tr>
 * <tr><td>a second</td><td>{@code s#<second>}</td><td>{@code s#2026-03-01T09:17:42}</td></tr>
 * </table>
 *
 * <p>They sort as text in the order of time, so the hours of a window are one query. An item holds
 * the postings of its span, or, if these are many, the counts of the span's sixty parts, each of
 * which has an item. The item of an overfull second has neither, and says so; those above it say so
 * too.
 */
final class PostingItem {
  private static final String POSTINGS = "e";
  private static final String PARTS = "n";
  private static final String DIVIDED = "d";
  private static final String OVERFULL = "o";

  /** The characters of a date and time, as ISO 8601 writes them. */
  private static final int HOUR_LENGTH = "2026-03-01T09".length();

  private static final int MINUTE_LENGTH = "2026-03-01T09:17".length();

  private PostingItem() {}

  /** Returns the sort key of a span. */
  static String span(PostingSpan span) {
    // A date and time without seconds ends after the minute.
    String start = LocalDateTime.ofEpochSecond(span.firstSecond(), 0, ZoneOffset.UTC) + ":00";
    return switch (span.level()) {
      case HOUR -> "h#" + start.substring(0, HOUR_LENGTH);
      case MINUTE -> "m#" + start.substring(0, MINUTE_LENGTH);
      case SECOND -> "s#" + start.substring(0, MINUTE_LENGTH + ":42".length());
    };
  }

  /** Returns the span of a sort key. */
  static PostingSpan span(String sortKey) {
    return Attributes.decode(
        "stored postings",
        () -> {
          String start = sortKey.substring(2);
          return switch (sortKey.charAt(0)) {
            case 'h' -> at(PostingSpan.Level.HOUR, start + ":00");
            case 'm' -> at(PostingSpan.Level.MINUTE, start);
            default -> at(PostingSpan.Level.SECOND, start);
          };
        });
  }

  private static PostingSpan at(PostingSpan.Level level, String start) {
    return PostingSpan.at(level, LocalDateTime.parse(start).toEpochSecond(ZoneOffset.UTC));
  }

  /** Returns an item's key. */
  static Map<String, AttributeValue> key(PostingKey key) {
    return CounterItem.key(key.list(), span(key.span()));
  }

  /** Returns an item to be written. */
  static Map<String, AttributeValue> of(PostingKey key, Stored stored) {
    Attributes item =
        new Attributes(new HashMap<>(key(key))).put(CounterItem.VERSION, stored.version());
    item.put(OVERFULL, stored.node().isOverfull());
    switch (stored.node()) {
      case PostingNode.Leaf leaf ->
          item.put(POSTINGS, PackedPostings.pack(key.span(), leaf.postings()));
      // Counts may be empty, and empty bytes are not stored.
      case PostingNode.Divided divided ->
          item.put(DIVIDED, true).put(PARTS, PackedPostings.pack(divided.parts()));
      case PostingNode.Overfull _ -> {}
    }
    stored
        .expiresAt()
        .ifPresent(expiresAt -> item.put(Expiry.ATTRIBUTE, expiresAt.getEpochSecond()));
    return item.item();
  }

  /** Reads a stored item. */
  static Stored read(PostingSpan span, Map<String, AttributeValue> stored) {
    return Attributes.read("stored postings", stored, item -> stored(node(span, item), item));
  }

  private static PostingNode node(PostingSpan span, Attributes item) {
    boolean overfull = item.flag(OVERFULL);
    if (item.flag(DIVIDED)) {
      return new PostingNode.Divided(PackedPostings.parts(item.bytes(PARTS)), overfull);
    }
    return overfull
        ? new PostingNode.Overfull()
        : new PostingNode.Leaf(PackedPostings.postings(span, item.bytes(POSTINGS)));
  }

  /** Reads a stored item whose postings are damaged: it has none, with its version and expiry. */
  static Stored readWithoutPostings(Map<String, AttributeValue> stored) {
    return Attributes.read("stored postings", stored, item -> stored(PostingNode.Leaf.EMPTY, item));
  }

  private static Stored stored(PostingNode node, Attributes item) {
    return new Stored(
        node,
        item.number(CounterItem.VERSION),
        item.has(Expiry.ATTRIBUTE)
            ? Optional.of(Instant.ofEpochSecond(item.number(Expiry.ATTRIBUTE)))
            : Optional.empty());
  }
}
