package org.conversationsessions.store.tag;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingNode;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The index by tag, for a recount. Overwrites items that cannot be read, so its changes must name
 * all sessions of each hour. It also lists what is stored, so that it can be compared.
 */
public final class RepairingTagIndex implements TagIndex {
  /** An earlier change of a session may be delivered again for a day. */
  private static final Duration REMOVAL_KEPT = Duration.ofDays(2);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final DynamoTagIndex index;

  /** Creates the adapter with a new sharding cache. */
  public RepairingTagIndex(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = new Expiry(Duration.ZERO, clock);
    this.index =
        DynamoTagIndex.of(new DynamoPostingStore(dynamo, tables, true), dynamo, tables, clock);
  }

  @Override
  public SortedMap<Integer, StoreException> apply(List<TagChange> changes) {
    return index.apply(changes);
  }

  /**
   * Passes the postings of all sessions that have a term and start on a day, without expired items.
   * For an item that cannot be read, passes a posting that {@link #merge} replaces it by: that of
   * no session. Strongly consistent: a query for each level that is stored, one read unit for 4 KB.
   *
   * @param list the partition key of the term
   */
  public void forEach(String list, LocalDate day, Consumer<Posting> each) {
    for (PostingSpan.Level level : PostingSpan.Level.values()) {
      if (!forEach(list, day, level, each)) {
        return;
      }
    }
  }

  /** Returns whether a span of this level is divided, so that there are items of the next. */
  private boolean forEach(
      String list, LocalDate day, PostingSpan.Level level, Consumer<Posting> each) {
    long first = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    long last = first + Duration.ofDays(1).toSeconds() - 1;
    boolean[] divided = new boolean[1];
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("counted = :list AND span BETWEEN :first AND :last")
            .expressionAttributeValues(
                Map.of(
                    ":list", Attributes.s(list),
                    ":first", Attributes.s(PostingItem.span(PostingSpan.at(level, first))),
                    ":last", Attributes.s(PostingItem.span(PostingSpan.at(level, last)))))
            .consistentRead(true)
            .build(),
        item -> {
          if (!expiry.isExpired(item)) {
            divided[0] |= forEach(item, each) instanceof PostingNode.Divided;
          }
          return true;
        });
    return divided[0];
  }

  private static PostingNode forEach(Map<String, AttributeValue> item, Consumer<Posting> each) {
    PostingSpan span = PostingItem.span(new Attributes(item).text(CounterItem.SPAN));
    try {
      PostingNode node = PostingItem.read(span, item).node();
      if (node instanceof PostingNode.Leaf leaf) {
        leaf.postings().postings().stream()
            .filter(posting -> posting.tagging().isPresent())
            .forEach(each);
      }
      return node;
    } catch (UnreadableItemException e) {
      each.accept(Posting.absent(span.lowest(), 0));
      return PostingNode.Leaf.EMPTY;
    }
  }

  /**
   * Merges postings of sessions that do not have a term.
   *
   * @param list the partition key of the term
   * @return whether any of the sessions had it, or an item could not be read
   * @throws StoreException if they could not be merged, or in part only
   */
  public boolean merge(String list, Collection<Posting> absent) {
    return index.merge(list, absent, Optional.of(expiry.clock().instant().plus(REMOVAL_KEPT)));
  }
}
