package org.conversationsessions.store.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The due index in DynamoDB, a separate table ({@link DueItem}). */
public final class DynamoDueConversations implements DueConversations {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final int shards;

  /**
   * Creates the adapter.
   *
   * @param shards the number of shards of each bot's entries
   */
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
  public Page readInactiveSince(
      BotId bot,
      int shard,
      AwaitedSilence awaited,
      Instant latestInactivityStart,
      Optional<String> token,
      int limit) {
    boolean hasFiling = awaited instanceof AwaitedSilence.OfBot && token.isEmpty();
    return read(
        bot,
        shard,
        DueItem.first(awaited),
        DueItem.afterStart(awaited, latestInactivityStart),
        token,
        limit,
        hasFiling ? Optional.of(Filing.INITIAL) : Optional.empty());
  }

  @Override
  public Page readAll(BotId bot, int shard, Optional<String> token, int limit) {
    return read(bot, shard, DueItem.FIRST_ENTRY, DueItem.AFTER_ALL, token, limit, Optional.empty());
  }

  /** Reads the items of a range of sort keys. */
  private Page read(
      BotId bot,
      int shard,
      String from,
      String until,
      Optional<String> token,
      int limit,
      Optional<Filing> initialFiling) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.due())
            .keyConditionExpression("#shard = :shard AND #entry BETWEEN :from AND :until")
            .expressionAttributeNames(Map.of("#shard", DueItem.SHARD, "#entry", DueItem.ENTRY))
            .expressionAttributeValues(
                Map.of(
                    ":shard", Attributes.s(DueItem.shard(bot, shard)),
                    ":from", Attributes.s(from),
                    ":until", Attributes.s(until)))
            .limit(limit);
    token.ifPresent(entry -> query.exclusiveStartKey(DueItem.key(bot, shard, entry)));
    QueryResponse page = Queries.readPage(dynamo, query.build());
    List<Entry> entries = new ArrayList<>();
    List<UnreadableEntry> unreadable = new ArrayList<>();
    Optional<Filing> filing = initialFiling;
    for (Map<String, AttributeValue> item : page.items()) {
      if (DueItem.isFiling(item)) {
        filing = Optional.of(DueItem.filing(item));
        continue;
      }
      try {
        entries.add(DueItem.read(item));
      } catch (UnreadableItemException e) {
        String entry = new Attributes(item).text(DueItem.ENTRY);
        unreadable.add(new UnreadableEntry(bot, shard, entry, DueItem.findUserId(item), e));
      }
    }
    return new Page(
        entries,
        unreadable,
        new Attributes(page.lastEvaluatedKey()).findText(DueItem.ENTRY),
        filing);
  }

  @Override
  public void put(Entry entry) {
    dynamo.putItem(put -> put.tableName(tables.due()).item(DueItem.of(entry)));
  }

  @Override
  public void put(BotId bot, int shard, Filing filing) {
    dynamo.putItem(put -> put.tableName(tables.due()).item(DueItem.of(bot, shard, filing)));
  }

  @Override
  public boolean remove(Entry entry) {
    return remove(DueItem.key(entry));
  }

  @Override
  public boolean remove(UnreadableEntry entry) {
    return remove(DueItem.key(entry.bot(), entry.shard(), entry.token()));
  }

  private boolean remove(Map<String, AttributeValue> key) {
    return dynamo
        .deleteItem(
            delete -> delete.tableName(tables.due()).key(key).returnValues(ReturnValue.ALL_OLD))
        .hasAttributes();
  }
}
