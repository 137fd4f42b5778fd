package org.conversationsessions.store.message;

import java.util.Map;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Transcript parts in DynamoDB.
 *
 * @param dynamo the client
 * @param tables the tables' names
 */
public record DynamoMessageParts(DynamoDbClient dynamo, Tables tables) implements MessageParts {
  @Override
  public void put(ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(tables.messages())
                  .item(TranscriptPartItem.of(conversation, part, sharding))
                  .conditionExpression("attribute_not_exists(#part) OR #count < :count")
                  .expressionAttributeNames(
                      Map.of("#part", TranscriptPartItem.PART, "#count", TranscriptPartItem.COUNT))
                  .expressionAttributeValues(Map.of(":count", Attributes.n(part.count()))));
    } catch (ConditionalCheckFailedException stored) {
      // The same part is stored already, perhaps with more messages.
      return;
    }
  }
}
