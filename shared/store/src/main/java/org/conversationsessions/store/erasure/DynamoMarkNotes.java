package org.conversationsessions.store.erasure;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Notes of the stream's readers in DynamoDB, in the erasures table. A note names the request and
 * the number of the target, and no end user. It expires.
 *
 * @param tables the tables' names
 * @param clock the service's time
 */
public record DynamoMarkNotes(DynamoDbClient dynamo, Tables tables, InstantSource clock)
    implements MarkNotes {
  @Override
  public void note(ErasureMark mark, StreamReader reader) {
    Map<String, AttributeValue> item =
        new Attributes(new HashMap<>(key(mark, reader)))
            .put(Expiry.ATTRIBUTE, clock.instant().plus(ErasureItem.NOTE_KEPT).getEpochSecond())
            .item();
    dynamo.putItem(put -> put.tableName(tables.erasures()).item(item));
  }

  @Override
  public boolean isNoted(ErasureMark mark, StreamReader reader) {
    return dynamo
        .getItem(
            get -> get.tableName(tables.erasures()).key(key(mark, reader)).consistentRead(true))
        .hasItem();
  }

  private static Map<String, AttributeValue> key(ErasureMark mark, StreamReader reader) {
    return ErasureItem.key(mark.request(), "passed#" + mark.number() + "#" + reader.wire());
  }
}
