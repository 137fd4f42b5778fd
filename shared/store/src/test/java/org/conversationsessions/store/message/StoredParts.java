package org.conversationsessions.store.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.TestDynamo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the messages table as it is. */
public final class StoredParts {
  private StoredParts() {}

  /** Returns the stored parts of an end user, in the order of their keys. */
  public static List<TranscriptPart> of(TestDynamo.Database database, BotId bot, String userId) {
    return items(database, bot, userId).stream().map(TranscriptPartItem::read).toList();
  }

  /** Returns the stored items of an end user, in the order of their keys. */
  static List<Map<String, AttributeValue>> items(
      TestDynamo.Database database, BotId bot, String userId) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    database
        .dynamo()
        .queryPaginator(
            query ->
                query
                    .tableName(database.tables().messages())
                    .keyConditionExpression("#owner = :owner")
                    .expressionAttributeNames(Map.of("#owner", TranscriptPartItem.OWNER))
                    .expressionAttributeValues(
                        Map.of(":owner", TranscriptPartItem.owner(bot, userId)))
                    .consistentRead(true))
        .items()
        .forEach(items::add);
    return items;
  }
}
