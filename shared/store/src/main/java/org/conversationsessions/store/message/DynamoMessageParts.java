package org.conversationsessions.store.message;

import java.util.Map;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Transcript parts in DynamoDB.
 *
 * @param tables the tables' names
 * @param backoff how to wait while another writer's transaction stores the same part
 */
public record DynamoMessageParts(DynamoDbClient dynamo, Tables tables, BackoffPolicy backoff)
    implements MessageParts {
  @Override
  public void put(ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    for (int conflicts = 1; !isStored(conversation, part, sharding); conflicts++) {
      // Whether the other writer's transaction succeeds is not known yet.
      backoff.awaitRetry(conflicts);
    }
  }

  private boolean isStored(ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(tables.messages())
                  .item(TranscriptPartItem.of(conversation, part, sharding))
                  .conditionExpression("attribute_not_exists(#part) OR #count < :count")
                  .expressionAttributeNames(
                      Map.of("#part", TranscriptPartItem.PART, "#count", TranscriptPartItem.COUNT))
                  .expressionAttributeValues(Map.of(":count", Attributes.n(part.count()))));
      return true;
    } catch (ConditionalCheckFailedException stored) {
      // The same part is stored already, perhaps with more messages.
      return true;
    } catch (TransactionConflictException conflict) {
      return false;
    }
  }
}
