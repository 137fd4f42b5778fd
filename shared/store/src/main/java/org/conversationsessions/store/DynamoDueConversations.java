package org.conversationsessions.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.conversation.DueConversations;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The due index: the sparse index of the conversations that have a live session. */
public final class DynamoDueConversations implements DueConversations {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final int shards;

  /** Makes the adapter. */
  public DynamoDueConversations(DynamoDbClient dynamo, Tables tables, int shards) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.shards = shards;
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public Page armedUntil(BotId bot, int shard, Instant until, Optional<Mark> after, int limit) {
    String shardKey = ConversationItem.dueShard(bot.value(), shard);
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.conversations())
            .indexName(ConversationItem.DUE)
            .keyConditionExpression("dueShard = :shard AND dueAnchor <= :until")
            .expressionAttributeValues(
                Map.of(
                    ":shard", Attributes.s(shardKey),
                    ":until", Attributes.n(until.toEpochMilli())))
            .limit(limit);
    after.ifPresent(mark -> query.exclusiveStartKey(startKey(shardKey, mark)));
    QueryResponse page = Queries.once(dynamo, query.build());
    List<Mark> marks = page.items().stream().map(DynamoDueConversations::mark).toList();
    return new Page(
        marks.stream().map(Mark::key).toList(),
        page.lastEvaluatedKey().isEmpty()
            ? Optional.empty()
            : Optional.of(mark(page.lastEvaluatedKey())));
  }

  private static Mark mark(Map<String, AttributeValue> entry) {
    Attributes item = new Attributes(entry);
    ConversationKey key =
        SessionItem.conversation(
            item.text(ConversationItem.OWNER), item.text(ConversationItem.CHANNEL));
    return new Mark(key, item.instant(ConversationItem.DUE_ANCHOR));
  }

  private static Map<String, AttributeValue> startKey(String shardKey, Mark mark) {
    Map<String, AttributeValue> key = new HashMap<>(ConversationItem.key(mark.key()));
    key.put(ConversationItem.DUE_SHARD, Attributes.s(shardKey));
    key.put(ConversationItem.DUE_ANCHOR, Attributes.n(mark.armed().toEpochMilli()));
    return key;
  }
}
