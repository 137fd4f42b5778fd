package org.conversationsessions.store.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.domain.conversation.AdjacentSessions;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.ItemSize;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.debug.DebugEntryItem;
import org.conversationsessions.store.debug.DebugEntrySeal;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Conversations in DynamoDB, with optimistic locking by version. */
public final class DynamoConversations implements Conversations {
  private static final String NOT_STORED = "attribute_not_exists(v)";
  private static final String UNCHANGED = "v = :version";

  /** The bytes of a short message that waits by itself, half of them for its encryption. */
  private static final int ORDINARY_MESSAGE = 128;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final DebugEntrySeal seal;

  /** Creates the adapter for a function that has no key, or writes no debug lines. */
  public DynamoConversations(DynamoDbClient dynamo, Tables tables, Expiry expiry) {
    this(dynamo, tables, expiry, DebugEntrySeal.NONE);
  }

  /**
   * Creates the adapter.
   *
   * @param seal encrypts debug lines
   */
  public DynamoConversations(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, DebugEntrySeal seal) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.seal = seal;
  }

  @Override
  public Map<ConversationKey, Conversation> readEventually(Collection<ConversationKey> keys) {
    Map<ConversationKey, Conversation> found = new HashMap<>();
    keys.forEach(key -> found.put(key, Conversation.unknown(key)));
    Batches.getAll(
        dynamo,
        tables.conversations(),
        found.keySet().stream().map(ConversationItem::key).toList(),
        item -> {
          // The key is one of those asked for, whatever else the item holds.
          Attributes read = new Attributes(item);
          ConversationKey key =
              SessionItem.conversation(
                  read.text(ConversationItem.OWNER), read.text(ConversationItem.CHANNEL));
          try {
            found.put(key, conversation(item));
          } catch (UnreadableItemException e) {
            found.remove(key);
          }
        });
    return found;
  }

  @Override
  public Conversation readConsistently(ConversationKey key) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.conversations())
                        .key(ConversationItem.key(key))
                        .consistentRead(true))
            .item();
    return item.isEmpty() ? Conversation.unknown(key) : conversation(item);
  }

  @Override
  public List<Conversation> ofUser(BotId bot, String userId) {
    List<Conversation> found = new ArrayList<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.conversations())
            .keyConditionExpression("#owner = :owner")
            .expressionAttributeNames(Map.of("#owner", ConversationItem.OWNER))
            .expressionAttributeValues(
                Map.of(":owner", Attributes.s(SessionItem.owner(bot, userId))))
            .consistentRead(true)
            .build(),
        item -> {
          found.add(conversation(item));
          return true;
        });
    return found;
  }

  @Override
  public Commit commit(
      Conversation updated,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    // A new conversation starts with the time in ms as its version. That is higher than any version
    // before an erasure: a version grows by 1 with each write, and a write takes longer than 1 ms.
    Conversation written = updated.written(expiry.clock().millis());
    Map<String, AttributeValue> item = ConversationItem.of(updated, written.version());
    if (updated.live() == null) {
      expiry.setExpiry(new Attributes(item), expiry.clock().instant());
    }
    try {
      if (changedSessions.isEmpty() && parts.isEmpty() && entries.isEmpty()) {
        putConversation(item, updated.version());
      } else {
        putInTransaction(
            updated, written.version(), item, changedSessions, parts, entries, sharding);
      }
      return new Commit.Done(written);
    } catch (ConditionalCheckFailedException e) {
      return conflict(updated.key(), e.hasItem() ? e.item() : null);
    } catch (TransactionConflictException e) {
      return new Commit.Conflict(readConsistently(updated.key()));
    } catch (TransactionCanceledException e) {
      return conflictOf(updated.key(), e);
    }
  }

  @Override
  public boolean hasRoomForPendingPart(Conversation conversation) {
    Map<String, AttributeValue> item =
        ConversationItem.of(conversation, conversation.written(expiry.clock().millis()).version());
    int with = ItemSize.writeUnits(item);
    item.remove(ConversationItem.PENDING);
    return with <= ItemSize.writeUnits(ItemSize.bytes(item) + ORDINARY_MESSAGE);
  }

  @Override
  public void visitWithPendingPart(int segment, int segments, Predicate<Conversation> visitor) {
    ScanRequest scan =
        ScanRequest.builder()
            .tableName(tables.conversations())
            .filterExpression("attribute_exists(#pending)")
            .expressionAttributeNames(Map.of("#pending", ConversationItem.PENDING))
            .segment(segment)
            .totalSegments(segments)
            .build();
    while (true) {
      ScanResponse page = dynamo.scan(scan);
      List<Conversation> found = new ArrayList<>();
      for (Map<String, AttributeValue> item : page.items()) {
        UnreadableRows.skipUnreadable(() -> found.add(conversation(item)));
      }
      if (!found.stream().allMatch(visitor) || page.lastEvaluatedKey().isEmpty()) {
        return;
      }
      scan = scan.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  @Override
  public AdjacentSessions adjacentSessions(ConversationKey key, Instant at, Duration within) {
    Instant last = at.plus(within);
    Session after =
        at.isBefore(SessionId.MAX_START)
            ? findFirst(
                key,
                SessionId.lowestAt(at.plusMillis(1)),
                SessionId.highestAt(last.isAfter(SessionId.MAX_START) ? SessionId.MAX_START : last),
                true)
            : null;
    return new AdjacentSessions(
        findFirst(key, SessionId.lowestAt(Instant.EPOCH), SessionId.highestAt(at), false), after);
  }

  private void putConversation(Map<String, AttributeValue> item, long version) {
    dynamo.putItem(
        put -> {
          put.tableName(tables.conversations())
              .item(item)
              .conditionExpression(version == 0 ? NOT_STORED : UNCHANGED)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
          if (version != 0) {
            put.expressionAttributeValues(Map.of(":version", Attributes.n(version)));
          }
        });
  }

  private void putInTransaction(
      Conversation updated,
      long newVersion,
      Map<String, AttributeValue> item,
      Collection<Session> changedSessions,
      Collection<TranscriptPart> parts,
      Collection<DebugEntry> entries,
      Sharding sharding) {
    long version = updated.version();
    List<TransactWriteItem> writes = new ArrayList<>();
    Put.Builder conversation =
        Put.builder()
            .tableName(tables.conversations())
            .item(item)
            .conditionExpression(version == 0 ? NOT_STORED : UNCHANGED)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (version != 0) {
      conversation.expressionAttributeValues(Map.of(":version", Attributes.n(version)));
    }
    writes.add(TransactWriteItem.builder().put(conversation.build()).build());
    for (Session session : changedSessions) {
      // Without a condition: every writer of a conversation's sessions also moves its version.
      writes.add(put(tables.sessions(), SessionItem.of(session, expiry, sharding, newVersion)));
    }
    for (TranscriptPart part : parts) {
      writes.add(put(tables.messages(), TranscriptPartItem.of(updated.key(), part, sharding)));
    }
    for (DebugEntry entry : entries) {
      writes.add(put(tables.debugLogs(), DebugEntryItem.of(entry, seal)));
    }
    dynamo.transactWriteItems(transact -> transact.transactItems(writes));
  }

  private static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(table).item(item).build())
        .build();
  }

  private Commit conflictOf(ConversationKey key, TransactionCanceledException e) {
    // The conversation is the first item of every transaction. There may be no reasons at all.
    List<CancellationReason> reasons = e.cancellationReasons();
    if (!reasons.isEmpty() && "ConditionalCheckFailed".equals(reasons.getFirst().code())) {
      CancellationReason first = reasons.getFirst();
      return conflict(key, first.hasItem() ? first.item() : null);
    }
    boolean conflict = reasons.stream().anyMatch(r -> "TransactionConflict".equals(r.code()));
    if (conflict) {
      return new Commit.Conflict(readConsistently(key));
    }
    throw CallFailure.of("writing a conversation", e);
  }

  private Commit conflict(ConversationKey key, @Nullable Map<String, AttributeValue> item) {
    return new Commit.Conflict(item == null ? Conversation.unknown(key) : conversation(item));
  }

  /**
   * Reads a stored conversation. An expired one keeps its version, which the next write must name,
   * and its clear markers, or cleared state would come back.
   */
  private Conversation conversation(Map<String, AttributeValue> item) {
    Conversation stored = ConversationItem.read(item);
    return expiry.isExpired(item)
        ? new Conversation(
            stored.key(),
            stored.version(),
            null,
            null,
            Conversation.unknown(stored.key()).recent(),
            stored.clearMarkers())
        : stored;
  }

  private @Nullable Session findFirst(
      ConversationKey key, SessionId from, SessionId to, boolean forward) {
    List<Session> found = new ArrayList<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.sessions())
            .keyConditionExpression("#owner = :owner AND sessionId BETWEEN :from AND :to")
            .filterExpression("channel = :channel AND " + Expiry.FILTER)
            .expressionAttributeNames(Map.of("#owner", SessionItem.OWNER))
            .expressionAttributeValues(
                Map.of(
                    ":owner", Attributes.s(SessionItem.owner(key.bot(), key.userId())),
                    ":from", Attributes.s(from.value()),
                    ":to", Attributes.s(to.value()),
                    ":channel", Attributes.s(key.channel()),
                    ":now", expiry.now()))
            .scanIndexForward(forward)
            .consistentRead(true)
            .limit(20)
            .build(),
        item -> {
          found.add(SessionItem.read(item));
          return false;
        });
    return found.isEmpty() ? null : found.getFirst();
  }
}
