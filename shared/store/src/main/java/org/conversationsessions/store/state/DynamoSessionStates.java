package org.conversationsessions.store.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.conversation.ConversationItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Session states in DynamoDB, one encrypted item for each conversation. */
public final class DynamoSessionStates implements SessionStates {
  /** Longer than any writer takes from its read to its write. */
  private static final Duration EMPTY_ITEM_RETENTION = Duration.ofDays(1);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Expiry expiry;
  private final SecretCipher cipher;

  /** Creates the adapter. */
  public DynamoSessionStates(
      DynamoDbClient dynamo, Tables tables, Expiry expiry, SecretCipher cipher) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.expiry = expiry;
    this.cipher = cipher;
  }

  @Override
  public Versioned read(ConversationKey key) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.states())
                        .key(ConversationItem.key(key))
                        .consistentRead(true))
            .item();
    // An expired item keeps its version, which the next write must name.
    return new Versioned(
        StateItem.version(item),
        expiry.isExpired(item) ? SessionState.EMPTY : StateItem.read(item, key, cipher));
  }

  @Override
  public boolean write(ConversationKey key, SessionState state, long version) {
    // The first version is higher than any before an erasure: each write takes longer than 1 ms.
    long next = version == 0 ? expiry.clock().millis() : version + 1;
    Attributes item = StateItem.of(key, state, next, cipher);
    setExpiry(item, state.isEmpty());
    try {
      dynamo.putItem(
          put -> {
            put.tableName(tables.states()).item(item.item());
            if (version == 0) {
              put.conditionExpression("attribute_not_exists(v)");
            } else {
              put.conditionExpression("v = :version")
                  .expressionAttributeValues(Map.of(":version", Attributes.n(version)));
            }
          });
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  /** Sets the expiry. A cleared state needs to stay only while a writer may hold its version. */
  private void setExpiry(Attributes item, boolean empty) {
    Instant now = expiry.clock().instant();
    if (empty) {
      item.put(Expiry.ATTRIBUTE, now.plus(EMPTY_ITEM_RETENTION).getEpochSecond());
    } else {
      expiry.setExpiry(item, now);
    }
  }
}
