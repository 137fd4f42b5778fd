package org.conversationsessions.store.tag;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.conversationsessions.application.history.WindowTooLargeException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagTerm;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the index by tag, with eventually consistent reads. Thread-safe. */
public final class PostingReader implements CountedPostings.NodeReader {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;

  /** Creates a reader. */
  public PostingReader(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
  }

  /** Returns the partition key of a term in a shard of a bot. */
  public static String list(BotId bot, int shard, TagTerm term) {
    return PostingKey.list(bot, shard, term);
  }

  /**
   * Reads the nodes of consecutive spans of one length, without those that have expired. One query,
   * 0.5 read units for each 4 KB.
   */
  @Override
  public Map<PostingSpan, PostingNode> read(String list, PostingSpan first, PostingSpan last) {
    return read(list, first, last, () -> {});
  }

  /**
   * Returns a reader that refuses to read many nodes. It is safe for several threads.
   *
   * @param maxNodes the most nodes that all its calls read together. One more is a {@link
   *     WindowTooLargeException}
   */
  public CountedPostings.NodeReader limitedTo(int maxNodes) {
    AtomicInteger left = new AtomicInteger(maxNodes);
    return (list, first, last) ->
        read(
            list,
            first,
            last,
            () -> {
              if (left.decrementAndGet() < 0) {
                throw new WindowTooLargeException(
                    "the tags have too many hours with sessions: narrow the window");
              }
            });
  }

  private Map<PostingSpan, PostingNode> read(
      String list, PostingSpan first, PostingSpan last, Runnable beforeEach) {
    Map<PostingSpan, PostingNode> nodes = new HashMap<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("counted = :list AND span BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":list", Attributes.s(list),
                    ":first", Attributes.s(PostingItem.span(first)),
                    ":last", Attributes.s(PostingItem.span(last))))
            .build(),
        item -> {
          beforeEach.run();
          if (!expiry.isExpired(item)) {
            PostingSpan span = PostingItem.span(new Attributes(item).text(CounterItem.SPAN));
            nodes.put(span, PostingItem.read(span, item).node());
          }
          return true;
        });
    return nodes;
  }
}
